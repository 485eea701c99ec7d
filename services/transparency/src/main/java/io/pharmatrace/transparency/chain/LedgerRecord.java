package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Head;

/**
 * One commitment as the ledger recorded it: what goes into the head.
 *
 * @param sequence from 1
 * @param logSize at least 1
 * @param logRoot of the log at that size
 * @param signer whose key signed
 * @param closuresHash {@link io.pharmatrace.transparency.Closure#hashOf}
 * @param block number of the block that recorded it, at least 1
 * @param time of that block, seconds since 1970
 */
public record LedgerRecord(
    long sequence,
    long logSize,
    Bytes32 logRoot,
    Address signer,
    Bytes32 closuresHash,
    long block,
    long time) {
  public LedgerRecord {
    if (sequence < 1 || logSize < 1 || block < 1 || time < 0) {
      throw new IllegalArgumentException("sequence, log size and block start at 1, time at 0");
    }
  }

  /** The head after it. */
  Bytes32 headAfter(Bytes32 before) {
    return Head.next(before, block, time, sequence, logSize, logRoot, signer, closuresHash);
  }
}
