/** The CBV 2.0 event hash: canonical identifiers and the pre-hash string. */
@NullMarked
package io.pharmatrace.epcis.hash;

import org.jspecify.annotations.NullMarked;
