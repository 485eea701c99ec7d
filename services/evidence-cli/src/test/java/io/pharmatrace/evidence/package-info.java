/** Tests of the auditor's program. */
@org.jspecify.annotations.NullMarked
package io.pharmatrace.evidence;
