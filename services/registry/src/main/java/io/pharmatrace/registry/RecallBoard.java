package io.pharmatrace.registry;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where recalls stand for everybody to see without asking us: the contract on the shared chain. No
 * recall waits for it. Implemented by anchoring. Thread-safe.
 */
public interface RecallBoard {
  /** How far a recall is on its way there. */
  enum Status {
    /** Not there yet; it will be. */
    PENDING,
    /** There, for ever. */
    CONFIRMED,
    /** The contract will not take it, for now. It is asked again, at growing intervals. */
    REFUSED
  }

  /**
   * What became of a recall there.
   *
   * @param block number of the block that has it, when confirmed
   * @param transaction hash of the transaction that brought it, {@code 0x} and 64 digits, when
   *     confirmed
   * @param reason why it is refused: the name of the contract's error ({@code NotEntitled}: on
   *     chain, the organisation has no such company prefix)
   */
  record Posting(
      Status status, @Nullable Long block, @Nullable String transaction, @Nullable String reason) {
    /** On its way. */
    public static final Posting PENDING = new Posting(Status.PENDING, null, null, null);
  }

  /** What became of each of these recalls, by their ids. */
  Map<Long, Posting> postings(Collection<Long> recalls);
}
