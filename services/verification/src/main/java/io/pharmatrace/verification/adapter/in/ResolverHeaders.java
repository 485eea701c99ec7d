package io.pharmatrace.verification.adapter.in;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * Lets pages of every origin read what is resolved, refusals included (CORS), and nobody keep
 * answers with an address that only the request told.
 */
@ServerFilter({"/01/**", "/00/**", "/.well-known/gs1resolver"})
@Order(Ordered.HIGHEST_PRECEDENCE) // So it sees the answers of filters that end a request.
final class ResolverHeaders {
  private final ResolverRoot root;

  ResolverHeaders(ResolverRoot root) {
    this.root = root;
  }

  @ResponseFilter
  void add(MutableHttpResponse<?> response) {
    MutableHttpHeaders headers = response.getHeaders();
    headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "Link, Location");
    if (!root.isConfigured()) {
      headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}
