/**
 * What a chain of Besu nodes with QBFT has decided, checked from bytes alone: sealed headers, the
 * validators since genesis, the ledger's storage and the commitments behind an organisation's head
 * (docs/adr/0019-consensus-proofs.md). Pure; no I/O; bytes of any content give a value.
 */
@NullMarked
package io.pharmatrace.transparency.chain;

import org.jspecify.annotations.NullMarked;
