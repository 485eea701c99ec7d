package io.pharmatrace.platform.limit;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.limit.Buckets.Rate;
import io.pharmatrace.platform.limit.Buckets.Taken;
import io.pharmatrace.platform.security.Accounts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps addresses from trying API keys: to look one up is a question to the database. An address
 * that was refused too often (401) has keys looked up no more for a while, but those that were
 * valid a moment ago, so that one device with an old key does not stop the others beside it.
 * Thread-safe.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE) // So it sees the answers of filters that end a request.
final class RefusedKeys {
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
    @Nullable String key = request.getHeaders().get(Accounts.KEY_HEADER);
    if (key == null || !enabled) {
      return;
    }
    Taken taken = refusals.look(addresses.of(request));
    if (!taken.taken() && !accounts.isKnown(key)) {
      throw ApiException.tooManyRequests(
          "Too many requests from your address had no valid API key or token.", taken.retryAfter());
    }
  }

  @ResponseFilter
  void count(HttpRequest<?> request, HttpResponse<?> response) {
    if (response.status() == HttpStatus.UNAUTHORIZED) {
      refusals.take(addresses.of(request));
    }
  }
}
