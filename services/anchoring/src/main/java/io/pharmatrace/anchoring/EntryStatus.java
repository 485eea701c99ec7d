package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.Bytes32;
import java.time.Instant;

/** How far an entry has come. */
public sealed interface EntryStatus {
  /** Logged, not yet confirmed on chain. */
  record Pending() implements EntryStatus {}

  /**
   * Confirmed: the record on chain equals ours.
   *
   * @param organisation the author's 32 bytes on chain
   * @param leafIndex place in the author's log, from 0
   * @param sequence number of the commitment, from 1
   * @param logSize leaves of the log at that commitment
   * @param logRoot root at that size
   * @param blockNumber block that records it
   * @param blockHash hash of that block
   * @param blockTime its time
   * @param transactionHash transaction that brought it, whoever relayed it
   * @param logIndex place of the {@code Committed} record in the block
   */
  record Anchored(
      Bytes32 organisation,
      long leafIndex,
      long sequence,
      long logSize,
      Bytes32 logRoot,
      long blockNumber,
      Bytes32 blockHash,
      Instant blockTime,
      Bytes32 transactionHash,
      int logIndex)
      implements EntryStatus {}
}
