package io.pharmatrace.anchoring.domain;

/** What a node says to a transaction. */
public sealed interface SendAnswer {
  /** It is in the pool, now or from before. */
  record Taken() implements SendAnswer {}

  /** Its nonce is used up: by itself, or by another transaction of the account. */
  record NonceUsed() implements SendAnswer {}

  /** The node refuses it; it may take it later. */
  record Refused(String reason) implements SendAnswer {}
}
