package io.pharmatrace.anchoring.domain;

/**
 * What became of a transaction that is in a block.
 *
 * @param succeeded false when it was reverted
 */
public record Mined(boolean succeeded) {}
