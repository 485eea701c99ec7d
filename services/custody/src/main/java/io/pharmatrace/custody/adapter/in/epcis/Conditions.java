package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.netty.NettyHttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.pharmatrace.platform.Accepted;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;

/**
 * What every request to the interface of EPCIS is held against (its OpenAPI description): the
 * address, the versions and the media type that its headers ask for. Behind all other filters, so
 * that a token is asked for first.
 */
@ServerFilter({"/epcis/v2", "/epcis/v2/**"})
@Order(Ordered.LOWEST_PRECEDENCE - 1)
final class Conditions {
  /** Less than the server takes, so that what is too long gets the standard's exception. */
  private static final int MAX_URI = 16_000;

  private static final String LD_JSON = "application/ld+json";

  private final Json json;

  Conditions(Json json) {
    this.json = json;
  }

  /**
   * Refuses what cannot be answered, and leaves in the header Accept the one media type that the
   * answer has.
   */
  @RequestFilter
  void check(HttpRequest<?> request) {
    if (request.getHeaders().contains(RequestLine.MALFORMED)) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          "The address is no URI (RFC 3986), in which anything else, such as |, is percent-encoded.");
    }
    if (request.getUri().toString().length() > MAX_URI) {
      throw new ApiException(
          ErrorCode.URI_TOO_LONG, "An address has at most " + MAX_URI + " characters.");
    }
    Versions.wanted(request);
    Versions.checkBody(request);
    Requests.prefixes(request);
    RouteAttributes.getRouteInfo(request)
        .ifPresent(
            route -> {
              List<String> offered = route.getProduces().stream().map(MediaType::getName).toList();
              String best =
                  Accepted.best(request, offered)
                      .orElseThrow(
                          () ->
                              new ApiException(
                                  ErrorCode.NOT_ACCEPTABLE,
                                  "Offered here: " + String.join(", ", offered) + "."));
              set(request, best);
            });
  }

  /** What is written as JSON goes by the name that was accepted. */
  @ResponseFilter
  void name(HttpRequest<?> request, MutableHttpResponse<?> response) {
    Object body = response.body();
    if (body == null || body instanceof byte[] || body instanceof String) {
      return;
    }
    if (response.code() < 300 && LD_JSON.equals(request.getHeaders().get(HttpHeaders.ACCEPT))) {
      response.body(json.write(body)).contentType(LD_JSON);
    }
  }

  /** The framework gives no way to change a request's headers but the server's own request. */
  static void set(HttpRequest<?> request, String accept) {
    if (request instanceof NettyHttpRequest<?> netty) {
      netty.getNativeRequest().headers().set(HttpHeaders.ACCEPT, accept);
    }
  }
}
