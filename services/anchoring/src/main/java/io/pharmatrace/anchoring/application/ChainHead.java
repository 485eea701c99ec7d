package io.pharmatrace.anchoring.application;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether the chain's head advances: a node can answer for ever and yet stand still. Thread-safe.
 */
@Singleton
public final class ChainHead {
  private long newest = -1;
  private Instant since = Instant.now();

  synchronized void seen(long number) {
    if (number != newest) {
      newest = number;
      since = Instant.now();
    }
  }

  /** The newest block seen, -1 before any. */
  public synchronized long newest() {
    return newest;
  }

  /** How long it has been the newest. */
  public synchronized Duration age() {
    return Duration.between(since, Instant.now());
  }
}
