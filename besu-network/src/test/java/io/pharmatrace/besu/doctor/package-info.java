@NullMarked
package io.pharmatrace.besu.doctor;

import org.jspecify.annotations.NullMarked;
