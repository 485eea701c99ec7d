/** The auditor's program: checks evidence bundles with no network and no trust in the operator. */
@NullMarked
package io.pharmatrace.evidence;

import org.jspecify.annotations.NullMarked;
