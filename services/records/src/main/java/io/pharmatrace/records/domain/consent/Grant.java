package io.pharmatrace.records.domain.consent;

import io.pharmatrace.transparency.Bytes32;

/**
 * How a consent was given: by a signature that anybody may bring to ConsentRegistry.
 *
 * @param key under which it is on chain, keccak256(signer ‖ salt)
 * @param version of the key on chain when it was granted
 * @param commitment to the document that is stored here
 * @param signedByPerformer whether a key of the consent's performer signed it
 * @param revocationReceived whether a revocation was brought to us, be it on chain or not
 */
public record Grant(
    Bytes32 key,
    long version,
    Bytes32 commitment,
    boolean signedByPerformer,
    boolean revocationReceived) {}
