package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.Router;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * {@code OPTIONS} of every resource of EPCIS 2.0 (its OpenAPI description): which methods there
 * are. Behind all other filters, so that a token is asked for first.
 */
@ServerFilter({"/epcis/v2", "/epcis/v2/**"})
@Order(Ordered.LOWEST_PRECEDENCE)
final class Discovery {
  /** Less than the server takes, so that what is too long gets the standard's exception. */
  private static final int MAX_URI = 16_000;

  private final Router router;

  Discovery(Router router) {
    this.router = router;
  }

  /** Answers OPTIONS, and refuses addresses that are too long. */
  @RequestFilter
  @Nullable HttpResponse<?> discover(HttpRequest<?> request) {
    if (request.getUri().toString().length() > MAX_URI) {
      throw new ApiException(
          ErrorCode.URI_TOO_LONG, "An address has at most " + MAX_URI + " characters.");
    }
    if (request.getMethod() != HttpMethod.OPTIONS) {
      return null;
    }
    if (request.getUserPrincipal().isEmpty()) {
      throw new ApiException(ErrorCode.UNAUTHENTICATED, "Discovery needs a token, too.");
    }
    Set<String> methods = new TreeSet<>();
    router.findAny(request).forEach(route -> methods.add(route.getRouteInfo().getHttpMethodName()));
    methods.remove("HEAD");
    if (methods.isEmpty()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "There is no such resource.");
    }
    methods.add("OPTIONS");
    return HttpResponse.noContent()
        .header("Allow", String.join(", ", methods))
        .header(
            "GS1-EPC-Format",
            "No_Preference, Always_GS1_Digital_Link, Always_EPC_URN, Never_Translates")
        .header("GS1-CBV-XML-Format", "No_Preference, Always_Web_URI, Always_URN");
  }
}
