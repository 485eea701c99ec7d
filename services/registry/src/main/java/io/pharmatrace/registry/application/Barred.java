package io.pharmatrace.registry.application;

import io.pharmatrace.platform.Loops;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is suspended or retired: few at any time, so all of them are in memory and read anew again
 * and again. Thread-safe; asking never waits.
 */
@Singleton
public final class Barred {
  private static final Logger LOG = LoggerFactory.getLogger(Barred.class);

  /** Within which a suspension counts, in every process. */
  public static final Duration PROMISED = Duration.ofSeconds(1);

  /** With a database out of reach for so long, nobody can be said to be admitted. */
  public static final Duration TOO_OLD = Duration.ofSeconds(15);

  /** Half of what a change may take to count. */
  private static final Duration EVERY = Duration.ofMillis(500);

  private record Name(String kind, String name) {}

  /**
   * What was read.
   *
   * @param nanos when, by the process's own clock
   */
  private record Snapshot(Set<Name> names, long nanos) {}

  private final Jdbi jdbi;
  private volatile Snapshot latest;

  Barred(Jdbi jdbi, Loops loops) {
    this.jdbi = jdbi;
    this.latest = read(jdbi);
    loops.start("accounts", EVERY, this::refresh);
  }

  private boolean refresh() {
    Snapshot next = read(jdbi);
    Duration before = age();
    latest = next;
    if (before.compareTo(PROMISED) > 0) {
      LOG.warn("Who is suspended was last read {} ms before", before.toMillis());
    }
    return false;
  }

  /** How old is what the answers are given by. */
  public Duration age() {
    return Duration.ofNanos(System.nanoTime() - latest.nanos());
  }

  /**
   * Whether the caller, its site or its organisation may not act.
   *
   * @throws ApiException unavailable, when it has not been known for long
   */
  boolean has(Caller caller) {
    if (age().compareTo(TOO_OLD) > 0) {
      throw new ApiException(
          ErrorCode.UNAVAILABLE, "Whether you may act cannot be told at present.");
    }
    Set<Name> names = latest.names();
    return !names.isEmpty()
        && (names.contains(new Name("organisation", caller.organisation().toString()))
            || (caller.site() != null && names.contains(new Name("site", caller.site())))
            || names.contains(new Name(caller.device() ? "reader" : "user", caller.user())));
  }

  private static Snapshot read(Jdbi jdbi) {
    // What changes while this reads counts next time, so the clock is looked at before.
    long nanos = System.nanoTime();
    Set<Name> names =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT 'organisation' AS kind, id::text AS name FROM registry.organisation
                        WHERE standing <> 'active'
                        UNION ALL SELECT 'site', gln FROM registry.site WHERE standing <> 'active'
                        UNION ALL SELECT 'reader', id FROM registry.reader
                        WHERE standing <> 'active'
                        UNION ALL SELECT 'user', username FROM registry.app_user
                        WHERE standing <> 'active'
                        """)
                    .map((r, c) -> new Name(r.getString("kind"), r.getString("name")))
                    .collect(Collectors.toUnmodifiableSet()));
    return new Snapshot(names, nanos);
  }
}
