package io.pharmatrace.app;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.convert.format.ReadableBytes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;

/**
 * Refuses a body that says beforehand that it is too large to be held in memory. Only documents for
 * the capture interface are streamed and may be larger; it has a limit of its own.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class BodyLimit {
  private static final String STREAMED = "/epcis/v2/capture";

  private final long max;

  BodyLimit(@ReadableBytes @Value("${micronaut.server.max-request-buffer-size}") long max) {
    this.max = max;
  }

  @RequestFilter
  void check(HttpRequest<?> request) {
    if (request.getContentLength() > max && !request.getPath().equals(STREAMED)) {
      throw new ApiException(ErrorCode.TOO_LARGE, "A request has at most " + max + " bytes here.");
    }
  }
}
