package io.pharmatrace.anchoring.domain;

import io.pharmatrace.transparency.Bytes32;

/**
 * A transaction whose bytes will never change again.
 *
 * @param nonce its number in its account
 * @param hex its signed bytes, {@code 0x} and lower-case digits
 * @param hash its hash on chain
 */
public record SignedTransaction(long nonce, String hex, Bytes32 hash) {}
