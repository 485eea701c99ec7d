/** GS1 identifiers, barcode element strings and Digital Link. */
@NullMarked
package io.pharmatrace.gs1;

import org.jspecify.annotations.NullMarked;
