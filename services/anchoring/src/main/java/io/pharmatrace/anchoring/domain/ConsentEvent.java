package io.pharmatrace.anchoring.domain;

import io.pharmatrace.transparency.Bytes32;
import java.util.Optional;

/**
 * A change that the contract ConsentRegistry took.
 *
 * @param version that it made, from 1
 * @param commitment to what was granted; empty for a revocation
 * @param notAfter until when that counts, in seconds since 1970, no more than Long has; 0 for a
 *     revocation
 * @param block that took it
 * @param transaction that brought it
 */
public record ConsentEvent(
    Bytes32 key,
    long version,
    Optional<Bytes32> commitment,
    long notAfter,
    long block,
    Bytes32 transaction)
    implements ContractEvent {}
