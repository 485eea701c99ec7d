package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * The versions of the standards, which EPCIS 2.0 names with every answer, refusals included; and
 * OPTIONS among the methods that every resource has.
 */
@ServerFilter({"/epcis/v2", "/epcis/v2/**"})
@Order(Ordered.HIGHEST_PRECEDENCE)
final class EpcisHeaders {
  private static final String VENDOR_VERSION = "PharmaTrace 0.1";

  /** Names the versions; those of an answer that is not in the latest are there already. */
  @ResponseFilter
  void add(MutableHttpResponse<?> response) {
    MutableHttpHeaders headers = response.getHeaders();
    if (!headers.contains(Versions.EPCIS)) {
      headers.set(Versions.EPCIS, Versions.LATEST);
      headers.set(Versions.CBV, Versions.LATEST);
    }
    headers.set("GS1-EPCIS-Min", Versions.OLDEST);
    headers.set("GS1-EPCIS-Max", Versions.LATEST);
    headers.set("GS1-CBV-Min", Versions.OLDEST);
    headers.set("GS1-CBV-Max", Versions.LATEST);
    headers.set("GS1-Vendor-Version", VENDOR_VERSION);
    // No extension of a vendor is built in; users' fields need none.
    headers.set("GS1-Extensions", "");
    if (response.code() == HttpStatus.METHOD_NOT_ALLOWED.getCode()) {
      headers.set("Allow", String.join(",", headers.getAll("Allow")) + ",OPTIONS");
    }
  }
}
