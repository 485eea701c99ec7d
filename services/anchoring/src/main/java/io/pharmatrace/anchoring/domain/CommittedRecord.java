package io.pharmatrace.anchoring.domain;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Head;

/**
 * A {@code Committed} record as read from the chain.
 *
 * @param organisation its 32 bytes on chain
 * @param sequence of the commitment
 * @param logSize leaves of the log; what has 2^63 or more, of which a contract takes the word of
 *     whoever signs, is negative here and equals no log's
 * @param logRoot root at that size
 * @param signer whose key signed
 * @param closuresHash EIP-712 hash of the closures that it carries
 * @param blockNumber block that holds it
 * @param blockHash hash of that block
 * @param transactionHash transaction that brought it
 * @param logIndex its place among the records of the block
 */
public record CommittedRecord(
    Bytes32 organisation,
    long sequence,
    long logSize,
    Bytes32 logRoot,
    Address signer,
    Bytes32 closuresHash,
    long blockNumber,
    Bytes32 blockHash,
    Bytes32 transactionHash,
    int logIndex) {
  /** The organisation's head after it, as the contract computes it. */
  public Bytes32 headAfter(Bytes32 previousHead, Block block) {
    return Head.next(
        previousHead,
        block.number(),
        block.time().getEpochSecond(),
        sequence,
        logSize,
        logRoot,
        signer,
        closuresHash);
  }
}
