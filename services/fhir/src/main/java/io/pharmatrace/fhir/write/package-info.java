/** Resources that we make: outcomes, bundles, capabilities, audit events, dispenses. */
@NullMarked
package io.pharmatrace.fhir.write;

import org.jspecify.annotations.NullMarked;
