package io.pharmatrace.anchoring.domain;

import io.pharmatrace.transparency.Bytes32;

/**
 * Shows the contracts that a GTIN is under a company prefix that the chain has granted.
 *
 * @param length digits of the prefix, 4 to 12; 0 for none
 * @param salt of the prefix's digest on chain; discloses nothing of other prefixes
 */
public record PrefixProof(int length, Bytes32 salt) {
  /** Nothing to show. */
  public static final PrefixProof NONE = new PrefixProof(0, Bytes32.ZERO);
}
