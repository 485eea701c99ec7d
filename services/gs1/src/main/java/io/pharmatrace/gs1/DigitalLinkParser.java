package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/** Takes one Digital Link URI apart; see {@link DigitalLink#parse}. */
final class DigitalLinkParser {
  private static final int MAX_LENGTH = 8192;

  private DigitalLinkParser() {}

  static Result<ElementString> parse(String uri) {
    if (uri.length() > MAX_LENGTH) {
      return problem(
          ProblemCode.INPUT_TOO_LONG,
          MAX_LENGTH,
          "A Digital Link has at most " + MAX_LENGTH + " characters here.");
    }
    int length = uri.length();
    int start = pathStart(uri);
    DigitalLinkElements elements = new DigitalLinkElements(uri);
    int plainEnd = start < 0 ? -1 : elements.plainPath(start);
    int pathEnd = plainEnd < 0 ? CharacterSet.PATH.end(uri, Math.max(0, start), length) : plainEnd;
    boolean query = start >= 0 && pathEnd < length && uri.charAt(pathEnd) == '?';
    int end = query ? CharacterSet.QUERY.end(uri, pathEnd + 1, length) : pathEnd;
    // Behind it a fragment, which means nothing here, or what no web address holds.
    int foreign = CharacterSet.URI.firstForeign(uri, end, length);
    if (foreign >= 0) {
      return problem(
          ProblemCode.INVALID_URI,
          foreign,
          "A web address may not hold "
              + Checks.name(uri.charAt(foreign))
              + (start < 0
                  ? "; the name of a host is written with xn-- instead."
                  : "; in data it is percent-encoded."));
    }
    if (start < 0) {
      return noPath(uri);
    }
    Problem problem = plainEnd < 0 ? path(uri, start, pathEnd, elements) : null;
    if (problem != null) {
      return Result.problem(problem);
    }
    if (query) {
      elements.query(pathEnd + 1, end);
    }
    return elements.result();
  }

  private static @Nullable Problem path(
      String uri, int start, int end, DigitalLinkElements elements) {
    int second = uri.indexOf("://", start, end);
    return second > 0
        ? Problem.of(ProblemCode.INVALID_URI, second, "A second web address follows the first one.")
        : elements.path(start, end);
  }

  private static Result<ElementString> noPath(String uri) {
    int host = schemeEnd(uri);
    int at = uri.indexOf('@', host);
    int path = uri.indexOf('/', host);
    if (host > 0 && at >= 0 && (path < 0 || at < path)) {
      return problem(
          ProblemCode.INVALID_URI,
          host,
          "A web address with the name or password of a user is no Digital Link.");
    }
    int foreign = CharacterSet.HOST.end(uri, host, uri.length());
    // RFC 1123 section 2.1; RFC 3986 would allow more, which no resolver of names knows.
    return host > 0 && foreign < path
        ? problem(
            ProblemCode.INVALID_URI,
            foreign,
            "In a web address the name of a host may not hold "
                + Checks.name(uri.charAt(foreign))
                + ".")
        : problem(ProblemCode.INVALID_URI, 0, "This is not a web address with a path.");
  }

  /** Where the path begins behind scheme and host, or -1. */
  private static int pathStart(String uri) {
    int host = schemeEnd(uri);
    int path = CharacterSet.HOST.end(uri, host, uri.length());
    return host > 0 && path > host && uri.startsWith("/", path) ? path : -1;
  }

  private static int schemeEnd(String uri) {
    if (uri.startsWith("https://") || uri.regionMatches(true, 0, "https://", 0, 8)) {
      return 8;
    }
    return uri.regionMatches(true, 0, "http://", 0, 7) ? 7 : 0;
  }

  private static <T> Result<T> problem(ProblemCode code, int position, String message) {
    return Result.problem(Problem.of(code, position, message));
  }
}
