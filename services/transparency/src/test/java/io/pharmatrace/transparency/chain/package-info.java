/** Proofs about the chain: recorded ones, forged ones, and bytes that are none. */
@NullMarked
package io.pharmatrace.transparency.chain;

import org.jspecify.annotations.NullMarked;
