/** Reads EPCIS XML and JSON-LD into events; both syntaxes meet in {@link Fields}. */
@NullMarked
package io.pharmatrace.epcis.read;

import org.jspecify.annotations.NullMarked;
