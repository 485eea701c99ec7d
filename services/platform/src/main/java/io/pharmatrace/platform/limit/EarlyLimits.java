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
import io.pharmatrace.platform.security.CredentialTries;
import io.pharmatrace.platform.security.GenuineTokens;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits that hold before security looks at tokens and keys. Who shows none is counted by address,
 * also where one is needed. To check one costs more than an answer: a signature, or a question to
 * the database. So an address from which too many were checked in vain has them checked no more for
 * a while, but tokens that were genuine before, and keys that were valid within the last hour: one
 * device with an old key does not stop the others beside it. What is genuine is not counted.
 * Thread-safe.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE) // Before security looks at it.
final class EarlyLimits implements CredentialTries {
  private static final String BEARER = "Bearer ";

  private final boolean enabled;
  private final Buckets refusals;
  private final Addresses addresses;
  private final Accounts accounts;
  private final GenuineTokens genuine;
  private final RateLimits limits;

  EarlyLimits(
      Addresses addresses,
      Accounts accounts,
      GenuineTokens genuine,
      RateLimits limits,
      @Value("${pharmatrace.limits.enabled:true}") boolean enabled,
      @Value("${pharmatrace.limits.refused.per-second:5}") long perSecond,
      @Value("${pharmatrace.limits.refused.burst:100}") long burst) {
    this.enabled = enabled;
    this.refusals = new Buckets(new Rate(burst, perSecond, Duration.ofSeconds(1)));
    this.addresses = addresses;
    this.accounts = accounts;
    this.genuine = genuine;
    this.limits = limits;
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (!enabled) {
      return;
    }
    @Nullable String key = request.getHeaders().get(Accounts.KEY_HEADER);
    @Nullable String token = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    // What is neither a key nor a token security does not look at.
    if (key == null && (token == null || !token.startsWith(BEARER))) {
      limits.count(request);
      return;
    }
    Taken taken = refusals.look(addresses.of(request));
    if (!taken.taken() && !isKnown(key, token)) {
      throw ApiException.tooManyRequests(
          "Too many requests from your address had no valid token or API key.", taken.retryAfter());
    }
  }

  /** Security takes a key where it takes a token, too. */
  private boolean isKnown(@Nullable String key, @Nullable String token) {
    if (token == null || !token.startsWith(BEARER)) {
      return key != null && accounts.isKnown(key);
    }
    int at = token.indexOf(Accounts.KEY_PREFIX);
    boolean known =
        at >= 0
            ? accounts.isKnown(token.substring(at))
            : genuine.has(token.substring(BEARER.length()));
    return known && (key == null || accounts.isKnown(key));
  }

  @Override
  public void failed(HttpRequest<?> request) {
    refusals.take(addresses.of(request));
  }
}
