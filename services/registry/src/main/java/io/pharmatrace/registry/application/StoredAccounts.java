package io.pharmatrace.registry.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pharmatrace.platform.security.Accounts;
import io.pharmatrace.platform.security.Caller;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Accounts as they are in the registry, kept in memory for at most a second. Thread-safe. */
@Singleton
final class StoredAccounts implements Accounts {
  private static final Duration KEPT = Duration.ofSeconds(1);
  private static final Duration KNOWN = Duration.ofHours(1);
  private static final int MOST_KEYS = 10_000;

  private final ApiKeys keys;

  /** By hash, so that no key stays in memory. */
  private final Cache<ByteBuffer, Optional<Caller>> callers =
      Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST_KEYS).build();

  /** Keys that were valid when they were last looked up. */
  private final Cache<ByteBuffer, Boolean> known =
      Caffeine.newBuilder().expireAfterWrite(KNOWN).maximumSize(MOST_KEYS).build();

  private final Barred barred;

  StoredAccounts(ApiKeys keys, Barred barred) {
    this.keys = keys;
    this.barred = barred;
  }

  @Override
  public Optional<Caller> byKey(String key) {
    return callers.get(ByteBuffer.wrap(ApiKeys.hash(key)), hash -> use(hash, key));
  }

  private Optional<Caller> use(ByteBuffer hash, String key) {
    Optional<Caller> caller = keys.use(key);
    if (caller.isPresent()) {
      known.put(hash, true);
    } else {
      known.invalidate(hash);
    }
    return caller;
  }

  @Override
  public boolean isKnown(String key) {
    return known.getIfPresent(ByteBuffer.wrap(ApiKeys.hash(key))) != null;
  }

  @Override
  public boolean mayAct(Caller caller) {
    return !barred.has(caller);
  }

  @Override
  public boolean isAsItWas(Caller caller) {
    return !barred.hasMoved(caller);
  }
}
