/** Checks of the machine and of a home, each with a cause and a cure. */
@NullMarked
package io.pharmatrace.launcher.doctor;

import org.jspecify.annotations.NullMarked;
