/**
 * Evidence bundles: files that prove, to somebody who trusts only the facts of the network that he
 * pinned, what was said of an event or a pack, by whom and when (ADR 0020).
 */
@NullMarked
package io.pharmatrace.transparency.evidence;

import org.jspecify.annotations.NullMarked;
