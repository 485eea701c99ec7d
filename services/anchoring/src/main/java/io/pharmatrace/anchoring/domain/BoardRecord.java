package io.pharmatrace.anchoring.domain;

import io.pharmatrace.transparency.Bytes32;

/**
 * Where a recall stands on the contract RecallBoard.
 *
 * @param blockNumber block that took it
 * @param transactionHash transaction that brought it
 */
public record BoardRecord(long blockNumber, Bytes32 transactionHash) {}
