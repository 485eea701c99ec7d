package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.pharmatrace.custody.application.subscription.Subscribing;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;

/**
 * Refuses a WebSocket that cannot be with a problem, before the connection is upgraded: 404 for an
 * unknown query, 400 for wrong parameters (EPCIS 2.0, its OpenAPI description).
 */
@ServerFilter("/epcis/v2/queries/*/events/socket")
@Order(Ordered.LOWEST_PRECEDENCE)
final class SocketGuard {
  private final Subscribing subscribing;

  SocketGuard(Subscribing subscribing) {
    this.subscribing = subscribing;
  }

  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void check(HttpRequest<?> request) {
    Caller caller =
        Caller.of(request)
            .orElseThrow(
                () -> new ApiException(ErrorCode.UNAUTHENTICATED, "A WebSocket needs a token."));
    Negotiation.epcFormat(request.getHeaders().get(Negotiation.EPC_FORMAT));
    Negotiation.cbvFormat(request.getHeaders().get(Negotiation.CBV_FORMAT));
    EventSockets.controls(request);
    RouteAttributes.getRouteMatch(request)
        .flatMap(
            route ->
                subscribing.obstacle(
                    caller.organisation(),
                    String.valueOf(route.getVariableValues().get("queryName"))))
        .ifPresent(
            obstacle -> {
              throw SubscriptionStart.refused(obstacle);
            });
  }
}
