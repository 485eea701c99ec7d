package io.pharmatrace.verification.adapter.in;

import io.pharmatrace.verification.application.NoticeQueue;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * How far each organisation has been told: one question to PostgreSQL for all that listen, however
 * many these are. Thread-safe.
 */
@Singleton
class NoticePositions {
  private static final Duration VALID = Duration.ofMillis(400);

  private final NoticeQueue queue;
  private Map<UUID, Long> known = Map.of();
  private long asked = System.nanoTime() - VALID.toNanos() - 1;

  NoticePositions(NoticeQueue queue) {
    this.queue = queue;
  }

  /** Position of the last notice of an organisation, as of a moment ago; 0 when there is none. */
  synchronized long last(UUID organisation) {
    if (System.nanoTime() - asked > VALID.toNanos()) {
      known = queue.positions();
      asked = System.nanoTime();
    }
    return known.getOrDefault(organisation, 0L);
  }
}
