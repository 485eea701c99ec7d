package io.pharmatrace.platform.limit;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** Says with every answer how many requests are left (draft-ietf-httpapi-ratelimit-headers). */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE) // So it sees the answers of filters that end a request.
final class RateLimitHeaders {
  @ResponseFilter
  void add(HttpRequest<?> request, MutableHttpResponse<?> response) {
    RateLimits.policy(request).ifPresent(policy -> response.header("RateLimit-Policy", policy));
    RateLimits.left(request).ifPresent(left -> response.header("RateLimit", left));
  }
}
