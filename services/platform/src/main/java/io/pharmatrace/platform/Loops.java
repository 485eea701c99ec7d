package io.pharmatrace.platform;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Background work that never gives up: each loop has a thread of its own, waits longer after each
 * failure (0.5 s to 5 s), goes on by itself when the cause is gone, and tells why it is stuck.
 * Thread-safe.
 */
@Singleton
public final class Loops {
  private static final Logger LOG = LoggerFactory.getLogger(Loops.class);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
  private static final Duration LAST_BACKOFF = Duration.ofSeconds(5);

  /** One round of work. */
  @FunctionalInterface
  public interface Round {
    /**
     * Does what there is to do.
     *
     * @return true when there may be more right now, false to pause
     * @throws Exception on a fault; the round is repeated later
     */
    boolean run() throws Exception;
  }

  /**
   * Why a loop is stuck.
   *
   * @param reason the fault, in one line
   * @param since when the present run of failures began
   */
  public record Fault(String reason, Instant since) {}

  private final Map<String, Optional<Fault>> state = new ConcurrentSkipListMap<>();
  private final Map<String, Thread> threads = new ConcurrentSkipListMap<>();
  private volatile boolean stopping;

  /**
   * Starts a loop.
   *
   * @param name unique name, seen in health and as the thread's name
   * @param pause time to wait after a round that found nothing to do
   * @param round the work
   */
  public void start(String name, Duration pause, Round round) {
    state.put(name, Optional.empty());
    threads.put(name, Thread.ofPlatform().name(name).daemon().start(() -> run(name, pause, round)));
  }

  /** The loops by name, each with its fault if it is stuck. */
  public Map<String, Optional<Fault>> state() {
    return Map.copyOf(state);
  }

  private void run(String name, Duration pause, Round round) {
    Duration backoff = FIRST_BACKOFF;
    while (!stopping) {
      try {
        boolean more = round.run();
        if (state.put(name, Optional.empty()).isPresent()) {
          LOG.info("{} works again", name);
        }
        backoff = FIRST_BACKOFF;
        if (!more) {
          Thread.sleep(pause);
        }
      } catch (InterruptedException e) {
        return;
      } catch (Exception | LinkageError e) {
        if (stopping) {
          return;
        }
        note(name, e);
        if (!sleep(backoff)) {
          return;
        }
        backoff = min(backoff.multipliedBy(2), LAST_BACKOFF);
      }
    }
  }

  private void note(String name, Throwable e) {
    String reason = reason(e);
    @Nullable Fault before = state.getOrDefault(name, Optional.empty()).orElse(null);
    if (before == null || !before.reason().equals(reason)) {
      LOG.warn("{} is stuck and will be tried again: {}", name, reason, e);
    }
    state.put(
        name, Optional.of(new Fault(reason, before == null ? Instant.now() : before.since())));
  }

  /** The innermost cause that says something, in one line. */
  static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause().getMessage() != null) {
      cause = cause.getCause();
    }
    String text = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    String line = text.lines().findFirst().orElse(text);
    return line.length() > 300 ? line.substring(0, 300) : line;
  }

  private static boolean sleep(Duration duration) {
    try {
      Thread.sleep(duration);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  @PreDestroy
  void stop() throws InterruptedException {
    stopping = true;
    threads.values().forEach(Thread::interrupt);
    for (Thread thread : threads.values()) {
      thread.join(Duration.ofSeconds(5));
    }
  }
}
