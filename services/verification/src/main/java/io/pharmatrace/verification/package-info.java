/** Verdicts on packs. */
@NullMarked
package io.pharmatrace.verification;

import org.jspecify.annotations.NullMarked;
