/** The query interface of EPCIS 2.0 (section 8.2) under {@code /epcis/v2}. */
@NullMarked
package io.pharmatrace.custody.adapter.in.epcis;

import org.jspecify.annotations.NullMarked;
