/** {@code ./pharmatrace epcis}: the library for EPCIS, for a person and for outside test suites. */
@NullMarked
package io.pharmatrace.launcher.epcis;

import org.jspecify.annotations.NullMarked;
