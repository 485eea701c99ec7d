/** The chain through Web3j; nothing else sees Web3j. */
@NullMarked
package io.pharmatrace.anchoring.adapter.out.chain;

import org.jspecify.annotations.NullMarked;
