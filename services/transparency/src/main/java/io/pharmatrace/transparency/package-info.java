/** Merkle log (RFC 9162), byte formats of the ledger, and proofs. */
@NullMarked
package io.pharmatrace.transparency;

import org.jspecify.annotations.NullMarked;
