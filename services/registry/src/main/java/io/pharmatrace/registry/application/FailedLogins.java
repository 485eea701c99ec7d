package io.pharmatrace.registry.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.pharmatrace.platform.error.ApiException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Slows the guessing of passwords down: after ten wrong ones for a user from an address, both
 * together have to wait until five minutes have passed since the first. The user at another address
 * does not, so nobody can be locked out from elsewhere. Each process counts for itself.
 * Thread-safe.
 */
@Singleton
public final class FailedLogins {
  private static final int MOST = 10;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int MOST_WINDOWS = 100_000;

  private final Cache<Login, Window> windows =
      Caffeine.newBuilder().expireAfterWrite(WINDOW).maximumSize(MOST_WINDOWS).build();

  /**
   * Who tries from where.
   *
   * @param username as typed
   * @param address of the client
   */
  public record Login(String username, String address) {}

  private record Window(Instant end, AtomicInteger failures) {}

  /**
   * To be called before a password is looked at: looking costs much time.
   *
   * @throws ApiException too-many-requests, when this login has to wait
   */
  public void check(Login login) {
    @Nullable Window window = windows.getIfPresent(login);
    if (window != null && window.failures().get() >= MOST) {
      throw ApiException.tooManyRequests(
          "The password was wrong %d times.".formatted(MOST),
          Duration.between(Instant.now(), window.end()));
    }
  }

  /** The password was wrong. */
  public void add(Login login) {
    windows
        .get(login, _ -> new Window(Instant.now().plus(WINDOW), new AtomicInteger()))
        .failures()
        .incrementAndGet();
  }

  /** The password was right. */
  public void forget(Login login) {
    windows.invalidate(login);
  }
}
