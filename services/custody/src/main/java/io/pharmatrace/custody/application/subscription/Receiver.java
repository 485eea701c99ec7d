package io.pharmatrace.custody.application.subscription;

import io.pharmatrace.platform.webhook.Delivery;

/** Hands reports to a subscriber. Thread-safe. */
public interface Receiver {
  /**
   * Sends a report and waits, some seconds at most, until the subscriber has taken it.
   *
   * @param report an EPCISQueryDocument in JSON
   */
  Delivery send(Subscription subscription, byte[] report);
}
