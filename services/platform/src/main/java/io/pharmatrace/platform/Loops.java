package io.pharmatrace.platform;

import io.micronaut.context.event.ShutdownEvent;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private static final Duration GRACE = Duration.ofSeconds(3);

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
  private final CountDownLatch stopping = new CountDownLatch(1);

  /**
   * Starts a loop.
   *
   * @param name unique name, seen in health and as the thread's name
   * @param pause time to wait after a round that found nothing to do
   * @param round the work
   */
  public void start(String name, Duration pause, Round round) {
    start(name, pause, round, () -> {});
  }

  /**
   * Starts a loop.
   *
   * @param name unique name, seen in health and as the thread's name
   * @param pause time to wait after a round that found nothing to do
   * @param round the work
   * @param end releases what the rounds used; called once, in their thread, after the last of them
   */
  public void start(String name, Duration pause, Round round, Runnable end) {
    state.put(name, Optional.empty());
    Runnable life =
        () -> {
          try {
            run(name, pause, round);
          } finally {
            end.run();
          }
        };
    threads.put(name, Thread.ofPlatform().name(name).daemon().start(life));
  }

  /** The loops by name, each with its fault if it is stuck. */
  public Map<String, Optional<Fault>> state() {
    return Map.copyOf(state);
  }

  private void run(String name, Duration pause, Round round) {
    Duration backoff = FIRST_BACKOFF;
    boolean go = true;
    while (go) {
      try {
        boolean more = round.run();
        if (state.put(name, Optional.empty()).isPresent()) {
          LOG.info("{} works again", name);
        }
        backoff = FIRST_BACKOFF;
        go = goOnAfter(more ? Duration.ZERO : pause);
      } catch (Throwable e) { // an Error too: a loop that ended would be missed by nobody
        if (stopping.getCount() == 0) {
          return;
        }
        note(name, e);
        go = goOnAfter(backoff);
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

  /** Waits; false when the process is stopping. */
  private boolean goOnAfter(Duration pause) {
    try {
      return !stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Ends the loops while everything that they use is still there. */
  @EventListener
  void stop(ShutdownEvent event) throws InterruptedException {
    stopping.countDown();
    for (Thread thread : threads.values()) {
      if (!thread.join(GRACE)) {
        thread.interrupt();
        thread.join(GRACE);
      }
    }
  }
}
