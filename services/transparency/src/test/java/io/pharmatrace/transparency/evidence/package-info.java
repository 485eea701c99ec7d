/** Tests of evidence bundles. */
@org.jspecify.annotations.NullMarked
package io.pharmatrace.transparency.evidence;
