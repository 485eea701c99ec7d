package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.pharmatrace.custody.application.CaptureLimits;

/**
 * Says with every answer of the capture interface how much it takes, and what it can do on errors.
 * The standard's text and its OpenAPI description name the limits differently; both are given.
 */
// Before all others, so that it also sees the answers of those that end a request themselves.
@Order(Ordered.HIGHEST_PRECEDENCE)
@ServerFilter({"/epcis/v2/capture", "/epcis/v2/capture/**"})
final class CaptureLimitHeaders {
  private final CaptureLimits limits;

  CaptureLimitHeaders(CaptureLimits limits) {
    this.limits = limits;
  }

  @ResponseFilter
  void add(MutableHttpResponse<?> response) {
    String events = String.valueOf(limits.events());
    String bytes = String.valueOf(limits.bytes());
    response.getHeaders().set("GS1-Capture-limit", events);
    response.getHeaders().set("GS1-Capture-file-size-limit", bytes);
    response.getHeaders().set("GS1-EPCIS-Capture-Limit", events);
    response.getHeaders().set("GS1-EPCIS-Capture-File-Size-Limit", bytes);
    // "all": rollback and proceed are both offered.
    response.getHeaders().set("GS1-Capture-Error-Behaviour", "all");
  }
}
