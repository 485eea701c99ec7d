package io.pharmatrace.anchoring;

import io.micronaut.serde.annotation.Serdeable;

/**
 * Message of topic {@code anchor-receipts}, keyed by organisation: where the chain holds a
 * commitment. Hashes are 64 hexadecimal digits. At least once; (organisation, sequence) identifies
 * it, and a later one replaces an earlier one.
 *
 * @param organisation in this installation
 * @param organisationOnChain its 32 bytes
 * @param sequence number of the commitment, from 1
 * @param firstLeaf leaf index of its first entry
 * @param logSize leaves of the log; the entries are those from firstLeaf to logSize - 1
 * @param logRoot root at that size
 * @param blockNumber block that holds the record
 * @param blockHash hash of that block
 * @param blockTime its time, ISO 8601 in UTC
 * @param transactionHash transaction that brought it
 * @param logIndex place of the record in the block
 */
@Serdeable
public record AnchorReceipt(
    String organisation,
    String organisationOnChain,
    long sequence,
    long firstLeaf,
    long logSize,
    String logRoot,
    long blockNumber,
    String blockHash,
    String blockTime,
    String transactionHash,
    int logIndex) {
  /** The topic. */
  public static final String TOPIC = "anchor-receipts";
}
