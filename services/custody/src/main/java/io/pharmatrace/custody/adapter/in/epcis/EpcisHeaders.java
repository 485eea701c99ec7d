package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** The versions of the standards, which EPCIS 2.0 names with every answer, refusals included. */
@ServerFilter({"/epcis/v2", "/epcis/v2/**"})
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EpcisHeaders {
  private static final String VENDOR_VERSION = "PharmaTrace 0.1";

  /** Names the versions. */
  @ResponseFilter
  void add(MutableHttpResponse<?> response) {
    response.header("GS1-EPCIS-Version", "2.0.0");
    response.header("GS1-EPCIS-Min", "1.2.0");
    response.header("GS1-EPCIS-Max", "2.0.0");
    response.header("GS1-CBV-Version", "2.0.0");
    response.header("GS1-CBV-Min", "1.2.0");
    response.header("GS1-CBV-Max", "2.0.0");
    response.header("GS1-Vendor-Version", VENDOR_VERSION);
    // No extension of a vendor is built in; users' fields need none.
    response.header("GS1-Extensions", "");
  }
}
