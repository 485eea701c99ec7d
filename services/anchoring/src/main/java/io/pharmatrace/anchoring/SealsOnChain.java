package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.Bytes32;
import java.math.BigInteger;

/** What the ledger has of seals; only in processes of the role anchoring. Thread-safe. */
public interface SealsOnChain {
  /**
   * Slots of a seal that are closed, bit i for slot i, as the node answers now.
   *
   * @param organisation by its name on chain
   * @throws RuntimeException when the node does not answer
   */
  BigInteger closed(Bytes32 organisation, Bytes32 seal);
}
