package io.pharmatrace.platform.limit;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.limit.Buckets.Rate;
import io.pharmatrace.platform.limit.Buckets.Taken;
import io.pharmatrace.platform.security.Accounts;
import io.pharmatrace.platform.security.KeyTries;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps addresses from trying API keys: to look one up is a question to the database. An address
 * from which too many were looked up in vain has keys looked up no more for a while, but those that
 * were valid within the last hour, so that one device with an old key does not stop the others
 * beside it. Thread-safe.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE) // Before security looks the key up.
final class RefusedKeys implements KeyTries {
  private final boolean enabled;
  private final Buckets refusals;
  private final Addresses addresses;
  private final Accounts accounts;

  RefusedKeys(
      Addresses addresses,
      Accounts accounts,
      @Value("${pharmatrace.limits.enabled:true}") boolean enabled,
      @Value("${pharmatrace.limits.refused.per-second:5}") long perSecond,
      @Value("${pharmatrace.limits.refused.burst:100}") long burst) {
    this.enabled = enabled;
    this.refusals = new Buckets(new Rate(burst, perSecond, Duration.ofSeconds(1)));
    this.addresses = addresses;
    this.accounts = accounts;
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    @Nullable String key = key(request);
    if (key == null || !enabled) {
      return;
    }
    Taken taken = refusals.look(addresses.of(request));
    if (!taken.taken() && !accounts.isKnown(key)) {
      throw ApiException.tooManyRequests(
          "Too many requests from your address had no valid API key.", taken.retryAfter());
    }
  }

  /** Security takes a key where it takes a token, too. */
  private static @Nullable String key(HttpRequest<?> request) {
    @Nullable String key = request.getHeaders().get(Accounts.KEY_HEADER);
    if (key != null) {
      return key;
    }
    @Nullable String token = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    int at = token == null ? -1 : token.indexOf(Accounts.KEY_PREFIX);
    return token == null || at < 0 ? null : token.substring(at);
  }

  @Override
  public void failed(HttpRequest<?> request) {
    refusals.take(addresses.of(request));
  }
}
