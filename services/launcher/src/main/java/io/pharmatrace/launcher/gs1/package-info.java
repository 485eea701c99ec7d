/** The command {@code gs1}: the library {@code services/gs1} for people and outside test suites. */
@NullMarked
package io.pharmatrace.launcher.gs1;

import org.jspecify.annotations.NullMarked;
