package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.LateMisses.Reason;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** How much of a transaction went into what is told late. Lives in one transaction. */
final class LateEffort {
  /** How long one transaction is held up. */
  private static final Duration MOST = Duration.ofSeconds(10);

  /** How long by what was told before, and is tried every second. */
  private static final Duration MOST_AGAIN = Duration.ofMillis(500);

  private final boolean again;
  private long nanos;
  private boolean inUse;
  private final Set<Reason> noted = EnumSet.noneOf(Reason.class);

  /**
   * Of one that begins.
   *
   * @param again whether everything in it was tried before, and will be again
   */
  LateEffort(boolean again) {
    this.again = again;
  }

  boolean again() {
    return again;
  }

  boolean isSpent() {
    return nanos > (again ? MOST_AGAIN : MOST).toNanos();
  }

  /** Whether what is late has to wait for another transaction. */
  boolean isForAnother() {
    return again && isSpent();
  }

  /** Whether others used what the last late event concerns, and it can wait until they do not. */
  boolean isInUse() {
    return inUse;
  }

  void inUse(boolean now) {
    inUse = now;
  }

  void spend(long more) {
    nanos += more;
  }

  /** Whether it is the first time that this is to be said. */
  boolean isFirst(Reason reason) {
    return noted.add(reason);
  }
}
