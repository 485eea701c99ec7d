package io.pharmatrace.registry.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.pharmatrace.platform.security.Accounts;
import io.pharmatrace.platform.security.Caller;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Accounts as they are in the registry, kept in memory for a second. Thread-safe. */
@Singleton
final class StoredAccounts implements Accounts {
  private static final Duration KEPT = Duration.ofSeconds(1);
  private static final int MOST_KEYS = 10_000;

  private record Name(String kind, String name) {}

  private final ApiKeys keys;

  /** By hash, so that no key stays in memory. */
  private final Cache<ByteBuffer, Optional<Caller>> callers =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEYS).build();

  /** Few are suspended at any time, so all of them are read at once. */
  private final LoadingCache<Boolean, Set<Name>> barred;

  StoredAccounts(Jdbi jdbi, ApiKeys keys) {
    this.keys = keys;
    this.barred = Caffeine.newBuilder().expireAfterWrite(KEPT).build(_ -> barred(jdbi));
  }

  @Override
  public Optional<Caller> byKey(String key) {
    return callers.get(ByteBuffer.wrap(ApiKeys.hash(key)), _ -> keys.use(key));
  }

  @Override
  public boolean mayAct(Caller caller) {
    Set<Name> all = barred.get(true);
    return !all.contains(new Name("organisation", caller.organisation().toString()))
        && !(caller.site() != null && all.contains(new Name("site", caller.site())))
        && !all.contains(new Name(caller.device() ? "reader" : "user", caller.user()));
  }

  private static Set<Name> barred(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT 'organisation' AS kind, id::text AS name FROM registry.organisation
                    WHERE standing <> 'active'
                    UNION ALL SELECT 'site', gln FROM registry.site WHERE standing <> 'active'
                    UNION ALL SELECT 'reader', id FROM registry.reader WHERE standing <> 'active'
                    UNION ALL SELECT 'user', username FROM registry.app_user
                    WHERE standing <> 'active'
                    """)
                .map((r, c) -> new Name(r.getString("kind"), r.getString("name")))
                .collect(Collectors.toUnmodifiableSet()));
  }
}
