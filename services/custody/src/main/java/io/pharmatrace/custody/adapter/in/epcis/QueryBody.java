package io.pharmatrace.custody.adapter.in.epcis;

import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A query as a JSON object (query schema of EPCIS 2.0). */
final class QueryBody {
  private QueryBody() {}

  /**
   * Reads the object.
   *
   * @throws ApiException when it is no query
   */
  static EventQuery query(Map<String, Object> body) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    Map<String, String> prefixes = new LinkedHashMap<>();
    body.forEach(
        (name, value) -> {
          switch (name) {
            case "@context" -> prefixes(value, prefixes);
            case "perPage", "nextPageToken" ->
                throw new ApiException(
                    ErrorCode.QUERY_PARAMETER, name + ": pages are asked for, not stored.");
            default -> parameters.put(name, values(name, value));
          }
        });
    return Requests.query(parameters, prefixes);
  }

  private static List<String> values(String name, @Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(item -> text(name, item)).toList();
    }
    return List.of(text(name, value));
  }

  private static String text(String name, @Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag.toString();
      case BigDecimal number -> number.toPlainString();
      case Number number -> number.toString();
      case null, default ->
          throw new ApiException(
              ErrorCode.QUERY_PARAMETER,
              name + ": a value is a text, a number, true, false, or a list of them.");
    };
  }

  private static void prefixes(@Nullable Object context, Map<String, String> prefixes) {
    if (context instanceof Collection<?> several) {
      new ArrayList<>(several).forEach(each -> prefixes(each, prefixes));
    } else if (context instanceof Map<?, ?> declared) {
      declared.forEach(
          (prefix, namespace) ->
              prefixes.put(
                  String.valueOf(prefix), Objects.requireNonNullElse(namespace, "").toString()));
    }
  }
}
