package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;

/**
 * Keeps the header Accept from the choice of the route: the framework would refuse {@code
 * application/*} and let {@code q=0} pass. {@link Conditions} decides.
 */
@ServerFilter({"/epcis/v2", "/epcis/v2/**"})
@Order(Ordered.HIGHEST_PRECEDENCE)
final class AnyRoute {
  private static final String ACCEPTED = AnyRoute.class.getName();

  /** Before the route is chosen: anything will do. */
  @PreMatching
  @RequestFilter
  void hide(HttpRequest<?> request) {
    if (request.getHeaders().contains(HttpHeaders.ACCEPT)) {
      request.setAttribute(
          ACCEPTED, String.join(",", request.getHeaders().getAll(HttpHeaders.ACCEPT)));
      Conditions.set(request, "*/*");
    }
  }

  /** When it is chosen: what the caller said. */
  @RequestFilter
  void show(HttpRequest<?> request) {
    request.getAttribute(ACCEPTED, String.class).ifPresent(a -> Conditions.set(request, a));
  }
}
