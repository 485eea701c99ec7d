package io.pharmatrace.platform.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

/**
 * Tokens that were found to be genuine in this process, until they end; at most 10,000. By hash, so
 * that no token stays in memory. Thread-safe.
 */
@Singleton
public final class GenuineTokens {
  private static final int MOST = 10_000;

  private final Cache<ByteBuffer, Duration> lives =
      Caffeine.newBuilder()
          .maximumSize(MOST)
          .expireAfter(Expiry.<ByteBuffer, Duration>creating((_, life) -> life))
          .build();

  /** Remembers one for the rest of its life. */
  void add(String token, Duration life) {
    lives.put(hash(token), life);
  }

  /** Whether it was found to be genuine and has not ended. */
  public boolean has(String token) {
    return lives.getIfPresent(hash(token)) != null;
  }

  private static ByteBuffer hash(String token) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
