/** Counts the cases that show a feature of a standard, and writes docs/conformance.md from them. */
@org.jspecify.annotations.NullMarked
package io.pharmatrace.conformance;
