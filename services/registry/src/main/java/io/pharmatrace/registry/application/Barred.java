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

/**
 * Who is suspended or retired: few at any time, so all of them are in memory and read anew again
 * and again. Thread-safe; asking never waits.
 */
@Singleton
final class Barred {
  /** Half of what a change may take to count. */
  private static final Duration EVERY = Duration.ofMillis(500);

  /** With a database out of reach for so long, nobody can be said to be admitted. */
  private static final Duration TOO_OLD = Duration.ofSeconds(15);

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
    latest = read(jdbi);
    return false;
  }

  /**
   * Whether the caller, its site or its organisation may not act.
   *
   * @throws ApiException unavailable, when it has not been known for long
   */
  boolean has(Caller caller) {
    Snapshot snapshot = latest;
    if (System.nanoTime() - snapshot.nanos() > TOO_OLD.toNanos()) {
      throw new ApiException(
          ErrorCode.UNAVAILABLE, "Whether you may act cannot be told at present.");
    }
    Set<Name> names = snapshot.names();
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
