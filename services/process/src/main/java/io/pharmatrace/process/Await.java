package io.pharmatrace.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waiting with a deadline that names what is waited for. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

  private Await() {}

  /** Says what is still missing. */
  @FunctionalInterface
  public interface Condition {
    /**
     * Looks once.
     *
     * @return empty when met, else one phrase that says what is missing
     * @throws ProcessFailedException when it can no longer come to pass; ends the wait at once
     */
    Optional<String> missing();
  }

  /**
   * Waits until a condition is met, looking every 100 ms and reporting every 5 s.
   *
   * @param what what is waited for, as in "the broker at 127.0.0.1:9092"
   * @param deadline how long at most
   * @param progress told every 5 s what is still missing
   * @param condition looked at in the calling thread
   * @throws DeadlineExceededException when time is up; names what was missing last
   * @throws ProcessFailedException when interrupted, or thrown by the condition
   */
  public static void until(String what, Duration deadline, Progress progress, Condition condition) {
    Instant start = Instant.now();
    Instant nextReport = start.plus(REPORT_EVERY);
    while (true) {
      Optional<String> missing = condition.missing();
      if (missing.isEmpty()) {
        return;
      }
      Instant now = Instant.now();
      if (now.isAfter(start.plus(deadline))) {
        throw new DeadlineExceededException(what, deadline, missing.get());
      }
      if (now.isAfter(nextReport)) {
        long waited = Duration.between(start, now).toSeconds();
        progress.report(
            "waiting for %s (%d of %d s): %s"
                .formatted(what, waited, deadline.toSeconds(), missing.get()));
        nextReport = now.plus(REPORT_EVERY);
      }
      pause(what);
    }
  }

  private static void pause(String what) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProcessFailedException("interrupted while waiting for " + what, e);
    }
  }
}
