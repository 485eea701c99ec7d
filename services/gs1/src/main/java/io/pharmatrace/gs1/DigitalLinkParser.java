package io.pharmatrace.gs1;

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
    int pathEnd = CharacterSet.PATH.end(uri, Math.max(0, start), length);
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
    int second = uri.indexOf("://", start, pathEnd);
    if (second > 0) {
      return problem(
          ProblemCode.INVALID_URI, second, "A second web address follows the first one.");
    }
    DigitalLinkElements elements = new DigitalLinkElements(uri);
    Problem problem = elements.path(start, pathEnd);
    if (problem != null) {
      return Result.problem(problem);
    }
    if (query) {
      elements.query(pathEnd + 1, end);
    }
    return elements.result();
  }

  private static Result<ElementString> noPath(String uri) {
    int host = schemeEnd(uri);
    int at = uri.indexOf('@', host);
    int path = uri.indexOf('/', host);
    return host > 0 && at >= 0 && (path < 0 || at < path)
        ? problem(
            ProblemCode.INVALID_URI,
            host,
            "A web address with the name or password of a user is no Digital Link.")
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
