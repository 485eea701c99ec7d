/** FHIR search: which parameters each type has, and how a request's parameters are read. */
@NullMarked
package io.pharmatrace.fhir.search;

import org.jspecify.annotations.NullMarked;
