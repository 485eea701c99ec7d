package io.pharmatrace.custody.application.subscription;

/** Hands reports to a subscriber. Thread-safe. */
public interface Receiver {
  /** How it went. */
  sealed interface Outcome {
    /** The subscriber has it. */
    record Taken() implements Outcome {}

    /** The subscriber wants less at a time. */
    record TooLarge() implements Outcome {}

    /**
     * It could not be handed over.
     *
     * @param reason in one line
     */
    record Failed(String reason) implements Outcome {}
  }

  /**
   * Sends a report and waits, some seconds at most, until the subscriber has taken it.
   *
   * @param report an EPCISQueryDocument in JSON
   */
  Outcome send(Subscription subscription, byte[] report);
}
