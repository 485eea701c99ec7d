package io.pharmatrace.custody.adapter.in.epcis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.pharmatrace.custody.application.query.PageTokens;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.epcis.query.Parsed;
import io.pharmatrace.epcis.query.QueryProblem;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads queries and pages out of requests, and says where the next page is. Thread-safe. */
@Singleton
class Requests {
  private static final int PER_PAGE = 30;
  private static final int MAX_PER_PAGE = 1_000;
  private static final int SHOWN_PROBLEMS = 5;

  private final PageTokens tokens;

  Requests(PageTokens tokens) {
    this.tokens = tokens;
  }

  /** The query in a request's parameters. */
  static EventQuery query(HttpRequest<?> request) {
    return query(
        EventQuery.split(parameters(request)),
        prefixes(request.getHeaders().get("GS1-Extensions", String.class).orElse("")));
  }

  /** The query of these parameters. */
  static EventQuery query(Map<String, List<String>> parameters, Map<String, String> prefixes) {
    return switch (EventQuery.parse(parameters, prefixes)) {
      case Parsed.Ok(EventQuery query) -> query;
      case Parsed.Invalid(List<QueryProblem> problems) -> {
        boolean complex =
            problems.stream().anyMatch(p -> p.code() == QueryProblem.Code.TOO_COMPLEX);
        String detail =
            problems.stream()
                .limit(SHOWN_PROBLEMS)
                .map(p -> p.parameter() + ": " + p.message())
                .collect(Collectors.joining(" "));
        throw new ApiException(
            complex ? ErrorCode.QUERY_TOO_COMPLEX : ErrorCode.QUERY_PARAMETER, detail);
      }
    };
  }

  /** A query of which nothing but pages may be said, for lists that cannot be searched. */
  static EventQuery pagesOnly(HttpRequest<?> request) {
    for (String name : parameters(request).keySet()) {
      if (!name.equals("perPage") && !name.equals("nextPageToken")) {
        throw new ApiException(
            ErrorCode.QUERY_PARAMETER,
            name + ": only perPage and nextPageToken can be given here.");
      }
    }
    return query(request);
  }

  /** How many items the page has at the most. */
  static int perPage(EventQuery query) {
    return Math.min(query.perPage().orElse(PER_PAGE), MAX_PER_PAGE);
  }

  /** Where the page before ended; empty for the first. */
  Optional<String> position(HttpRequest<?> request, Viewer viewer, EventQuery query) {
    return query.nextPageToken().map(token -> tokens.open(binding(request, viewer), token));
  }

  /** Names the next page, if there is one. */
  void next(
      MutableHttpResponse<?> response,
      HttpRequest<?> request,
      Viewer viewer,
      Optional<String> position) {
    position.ifPresent(
        p -> {
          Instant expiry = tokens.expiry();
          StringBuilder uri = new StringBuilder(request.getPath()).append('?');
          parameters(request)
              .forEach(
                  (name, values) -> {
                    if (!name.equals("nextPageToken")) {
                      values.forEach(
                          v ->
                              uri.append(encoded(name)).append('=').append(encoded(v)).append('&'));
                    }
                  });
          uri.append("nextPageToken=").append(tokens.seal(binding(request, viewer), p, expiry));
          response.header("Link", "<" + uri + ">; rel=\"next\"");
          response.header("GS1-Next-Page-Token-Expires", expiry.toString());
        });
  }

  /** Caller, resource and query; a page may be asked for in another size or form. */
  private static String binding(HttpRequest<?> request, Viewer viewer) {
    Map<String, List<String>> parameters = new TreeMap<>(parameters(request));
    parameters.remove("nextPageToken");
    parameters.remove("perPage");
    return viewer + "\n" + request.getPath() + "\n" + parameters;
  }

  private static Map<String, List<String>> parameters(HttpRequest<?> request) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    request.getParameters().forEach(p -> parameters.put(p.getKey(), List.copyOf(p.getValue())));
    return parameters;
  }

  /** Prefixes as {@code ex=https://ns.example/,other=...}. */
  private static Map<String, String> prefixes(String header) {
    Map<String, String> prefixes = new LinkedHashMap<>();
    for (String declared : header.split(",", -1)) {
      int equals = declared.indexOf('=');
      if (equals > 0) {
        prefixes.put(declared.substring(0, equals).strip(), declared.substring(equals + 1).strip());
      }
    }
    return prefixes;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
