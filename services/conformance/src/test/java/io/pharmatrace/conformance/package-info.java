@org.jspecify.annotations.NullMarked
package io.pharmatrace.conformance;
