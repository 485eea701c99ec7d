@NullMarked
package io.pharmatrace.besu;

import org.jspecify.annotations.NullMarked;
