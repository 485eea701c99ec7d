package io.pharmatrace.epcis.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The parameters that select no event: order, limits, pages. */
record Controls(
    Optional<Order> order,
    OptionalInt eventCountLimit,
    OptionalInt maxEventCount,
    OptionalInt perPage,
    Optional<String> nextPageToken) {

  static final List<String> NAMES =
      List.of(
          "orderBy",
          "orderDirection",
          "eventCountLimit",
          "maxEventCount",
          "perPage",
          "nextPageToken");

  /** Order and limits; pages belong to a request, not to a query. */
  Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    order.ifPresent(
        o -> {
          parameters.put("orderBy", List.of(o.text()));
          parameters.put("orderDirection", List.of(o.ascending() ? "ASC" : "DESC"));
        });
    eventCountLimit.ifPresent(n -> parameters.put("eventCountLimit", List.of(Integer.toString(n))));
    maxEventCount.ifPresent(n -> parameters.put("maxEventCount", List.of(Integer.toString(n))));
    return parameters;
  }
}
