package io.pharmatrace.registry.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.platform.Loops;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is suspended or retired, and who was given another site or role while a token from before may
 * still be in use: few at any time, so all of them are in memory and read anew again and again.
 * Thread-safe; asking never waits.
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

  /** Where a user is, and as what. */
  private record Place(Set<String> roles, @Nullable String site) {}

  /**
   * What was read.
   *
   * @param nanos when, by the process's own clock
   */
  private record Snapshot(Set<Name> names, Map<String, Place> moved, long nanos) {}

  private final Jdbi jdbi;
  private final long tokenSeconds;
  private volatile Snapshot latest;

  Barred(
      Jdbi jdbi,
      Loops loops,
      @Value("${micronaut.security.token.jwt.generator.access-token.expiration:43200}")
          long tokenSeconds) {
    this.jdbi = jdbi;
    this.tokenSeconds = tokenSeconds;
    this.latest = read();
    loops.start("accounts", EVERY, this::refresh);
  }

  private boolean refresh() {
    Snapshot next = read();
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

  /** Whether a user is at another site or has other roles than his token says. */
  boolean hasMoved(Caller caller) {
    @Nullable Place now = caller.device() ? null : latest.moved().get(caller.user());
    return now != null && !now.equals(new Place(caller.roleNames(), caller.site()));
  }

  private Snapshot read() {
    // What changes while this reads counts next time, so the clock is looked at before.
    long nanos = System.nanoTime();
    return jdbi.withHandle(handle -> new Snapshot(barred(handle), moved(handle), nanos));
  }

  private static Set<Name> barred(Handle handle) {
    return handle
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
        .collect(Collectors.toUnmodifiableSet());
  }

  private Map<String, Place> moved(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT username, roles, site_gln FROM registry.app_user
            WHERE moved > now() - (:seconds + 60) * interval '1 second'
            """)
        .bind("seconds", tokenSeconds)
        .map(
            (r, c) ->
                Map.entry(
                    r.getString("username"),
                    new Place(
                        Set.of((String[]) r.getArray("roles").getArray()),
                        r.getString("site_gln"))))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
