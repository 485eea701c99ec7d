package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteMatch;
import io.pharmatrace.custody.application.subscription.Subscription;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code OPTIONS} of every resource of EPCIS 2.0 (its OpenAPI description): whether it is there for
 * the caller, and which methods it has. Behind all other filters, so that a token is asked for
 * first.
 */
@ServerFilter(
    value = {"/epcis/v2", "/epcis/v2/**"},
    methods = HttpMethod.OPTIONS)
@Order(Ordered.LOWEST_PRECEDENCE)
final class Discovery {
  private final Router router;
  private final Existing existing;

  Discovery(Router router, Existing existing) {
    this.router = router;
    this.existing = existing;
  }

  /** Answers OPTIONS. */
  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<?> discover(HttpRequest<?> request) {
    Caller caller =
        Caller.of(request)
            .orElseThrow(
                () -> new ApiException(ErrorCode.UNAUTHENTICATED, "Discovery needs a token, too."));
    List<UriRouteMatch<Object, Object>> routes = router.findAny(request);
    if (routes.isEmpty()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "There is no such resource.");
    }
    if (routes.stream().noneMatch(route -> permits(route, caller))) {
      throw new ApiException(ErrorCode.FORBIDDEN, "Your role has nothing to do here.");
    }
    Map<String, Object> variables = routes.getFirst().getVariableValues();
    existing.require(variables, caller);
    Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
    routes.forEach(route -> methods.add(route.getRouteInfo().getHttpMethodName()));
    methods.remove("HEAD");
    MutableHttpResponse<?> response =
        HttpResponse.noContent()
            .header("Allow", String.join(", ", methods))
            .header(
                Negotiation.EPC_FORMAT,
                "No_Preference, Always_GS1_Digital_Link, Always_EPC_URN, Never_Translates")
            .header(Negotiation.CBV_FORMAT, "No_Preference, Always_Web_URI, Always_URN");
    @Nullable Object query = variables.get("queryName");
    @Nullable Object id = variables.get("id");
    if (query != null && id != null) {
      Subscription subscription =
          existing.subscription(query.toString(), UUID.fromString(id.toString()), caller);
      response.header(
          "GS1-Query-Min-Record-Time", subscription.minRecordTime().toInstant().toString());
    }
    return response;
  }

  private static boolean permits(UriRouteMatch<?, ?> route, Caller caller) {
    return Arrays.stream(route.getAnnotationMetadata().stringValues(Secured.class))
        .map(Role::of)
        .anyMatch(caller::is);
  }
}
