/**
 * FHIR R4 (4.0.1) resources in JSON: read strictly, looked into, written. No network, no database.
 */
@NullMarked
package io.pharmatrace.fhir;

import org.jspecify.annotations.NullMarked;
