package io.pharmatrace.besu;

import java.util.Optional;

/**
 * One validator, or one of our nodes that is none.
 *
 * @param address as the chain knows it
 * @param node ours, as in "validator-2"; empty for one on another machine
 * @param member whether it is a validator
 * @param lastProposed the newest block it proposed, of the last 100
 * @param peers of our node, when it answers
 */
public record SeenValidator(
    String address,
    Optional<String> node,
    boolean member,
    Optional<Long> lastProposed,
    Optional<Long> peers) {}
