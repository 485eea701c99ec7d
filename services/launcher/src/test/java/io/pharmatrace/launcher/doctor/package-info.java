@NullMarked
package io.pharmatrace.launcher.doctor;

import org.jspecify.annotations.NullMarked;
