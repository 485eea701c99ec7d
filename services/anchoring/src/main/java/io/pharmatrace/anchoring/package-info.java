/** Per-organisation logs, their commitments on chain, receipts and proofs. */
@NullMarked
package io.pharmatrace.anchoring;

import org.jspecify.annotations.NullMarked;
