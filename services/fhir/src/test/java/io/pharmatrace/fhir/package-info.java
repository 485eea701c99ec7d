@org.jspecify.annotations.NullMarked
package io.pharmatrace.fhir;
