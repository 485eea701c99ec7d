package io.pharmatrace.anchoring.domain;

/** What a contract took. */
public interface ContractEvent {
  /** Number of the block that took it. */
  long block();
}
