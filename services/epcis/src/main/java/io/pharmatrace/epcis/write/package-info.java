/** Writes events and documents. */
@NullMarked
package io.pharmatrace.epcis.write;

import org.jspecify.annotations.NullMarked;
