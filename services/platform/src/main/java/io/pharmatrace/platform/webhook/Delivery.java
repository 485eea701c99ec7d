package io.pharmatrace.platform.webhook;

/** How it went to hand something over. */
public sealed interface Delivery {
  /** The receiver has it. */
  record Taken() implements Delivery {}

  /** The receiver wants less at a time. */
  record TooLarge() implements Delivery {}

  /**
   * It could not be handed over.
   *
   * @param reason in one line
   */
  record Failed(String reason) implements Delivery {}
}
