package io.pharmatrace.custody.adapter.in.epcis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.pharmatrace.custody.application.query.PageTokens;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.epcis.query.Parsed;
import io.pharmatrace.epcis.query.QueryProblem;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads queries and pages out of requests, and says where the next page is. Thread-safe. */
@Singleton
class Requests {
  private static final int PER_PAGE = 30;
  private static final int MAX_PER_PAGE = 1_000;
  private static final int SHOWN_PROBLEMS = 5;

  private static final Pattern PREFIX = Pattern.compile("([^\\s=:]+)\\s*=\\s*([^\\s:]+:\\S+)");

  private final PageTokens tokens;

  Requests(PageTokens tokens) {
    this.tokens = tokens;
  }

  /** The query in a request's parameters. */
  static EventQuery query(HttpRequest<?> request) {
    return query(EventQuery.split(parameters(request)), prefixes(request));
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

  /**
   * A page of a list that cannot be searched.
   *
   * @param list at most so many items behind the position, which is null for the first page
   * @param position of an item
   * @param view what is shown of it
   */
  <T, V> HttpResponse<List<V>> page(
      HttpRequest<?> request,
      Caller caller,
      BiFunction<Integer, @Nullable String, List<T>> list,
      Function<T, String> position,
      Function<T, V> view) {
    EventQuery pages = pagesOnly(request);
    Viewer viewer = Viewer.of(caller);
    int limit = perPage(pages);
    List<T> found = list.apply(limit + 1, position(request, viewer, pages).orElse(null));
    List<T> page = found.stream().limit(limit).toList();
    MutableHttpResponse<List<V>> response = HttpResponse.ok(page.stream().map(view).toList());
    next(
        response,
        request,
        viewer,
        found.size() > limit ? Optional.of(position.apply(page.getLast())) : Optional.empty());
    return response;
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

  /**
   * The prefixes in header GS1-Extensions: {@code ex=https://ns.example/,other=...}.
   *
   * @throws ApiException INVALID_VALUE if it has another form
   */
  static Map<String, String> prefixes(HttpRequest<?> request) {
    Map<String, String> prefixes = new LinkedHashMap<>();
    for (String declared :
        String.join(",", request.getHeaders().getAll("GS1-Extensions")).split(",", -1)) {
      if (!declared.isBlank()) {
        Matcher parts = PREFIX.matcher(declared.strip());
        if (!parts.matches()) {
          throw new ApiException(
              ErrorCode.INVALID_VALUE, "GS1-Extensions is a list of prefix=namespace URI.");
        }
        prefixes.put(parts.group(1), parts.group(2));
      }
    }
    return prefixes;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
