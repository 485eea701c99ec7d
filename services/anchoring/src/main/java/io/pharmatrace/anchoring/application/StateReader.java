package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.evidence.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a node proves of blocks and their state. Every method throws {@link ChainException} when the
 * node cannot be reached, answers nonsense, or has forgotten that state. Thread-safe.
 */
public interface StateReader {
  /**
   * A header.
   *
   * @param rlp as the chain's nodes store it
   * @param hash of the block, as the node says
   */
  record Header(Bytes rlp, Bytes32 hash) {}

  /**
   * A slot of storage.
   *
   * @param value as the node says
   * @param nodes that prove it
   */
  record Slot(BigInteger value, List<Bytes> nodes) {}

  /**
   * A contract as of a block.
   *
   * @param account nodes that prove its account
   */
  record State(List<Bytes> account, Map<Bytes32, Slot> slots) {
    /** One of those that were asked for. */
    Slot slot(Bytes32 slot) {
      return Objects.requireNonNull(slots.get(slot), "a slot that was not asked for");
    }

    List<Bytes> nodes(Bytes32 slot) {
      return slot(slot).nodes();
    }
  }

  /** The header of a block that there is. */
  Header header(long block);

  /** A contract and these slots of it, as of the end of a block. */
  State state(long block, Address contract, List<Bytes32> slots);
}
