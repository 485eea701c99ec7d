package io.pharmatrace.anchoring.domain;

import io.pharmatrace.transparency.Bytes32;
import java.time.Instant;

/**
 * A block of the chain.
 *
 * @param number from 0, the genesis block
 * @param hash of its header
 * @param time when it was made, by its maker's clock
 */
public record Block(long number, Bytes32 hash, Instant time) {}
