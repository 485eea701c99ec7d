package io.pharmatrace.gs1;

/** Reads one Digital Link URI; see {@link DigitalLink#parse}. */
final class DigitalLinkParser {
  private static final int MAX_LENGTH = 8192;

  private final String uri;
  private final ElementCollector found;
  private final DigitalLinkPath path;

  DigitalLinkParser(String uri) {
    this.uri = uri;
    this.found = new ElementCollector();
    this.path = new DigitalLinkPath(uri, found);
  }

  Result<ElementString> parse() {
    if (uri.length() > MAX_LENGTH) {
      return problem(
          ProblemCode.INPUT_TOO_LONG,
          MAX_LENGTH,
          "A Digital Link has at most " + MAX_LENGTH + " characters here.");
    }
    int foreign = CharacterSet.URI.firstForeign(uri, 0, uri.length());
    if (foreign >= 0) {
      return problem(
          ProblemCode.INVALID_URI,
          foreign,
          "A web address holds no "
              + Checks.name(uri.charAt(foreign))
              + "; in data it is percent-encoded.");
    }
    int fragment = uri.indexOf('#');
    int end = fragment < 0 ? uri.length() : fragment;
    int start = pathStart(end);
    if (start < 0) {
      return problem(ProblemCode.INVALID_URI, 0, "This is not a web address with a path.");
    }
    int question = uri.indexOf('?', start, end);
    int pathEnd = question < 0 ? end : question;
    int second = uri.indexOf("://", start, pathEnd);
    if (second > 0) {
      return problem(
          ProblemCode.INVALID_URI, second, "A second web address follows the first one.");
    }
    Problem problem = path.read(start, pathEnd);
    if (problem != null) {
      return Result.problem(problem);
    }
    if (question >= 0) {
      query(pathEnd + 1, end);
    }
    return found.result(0);
  }

  /** Where the path begins behind scheme and host, or -1. */
  private int pathStart(int end) {
    int host =
        uri.startsWith("https://") || uri.regionMatches(true, 0, "https://", 0, 8)
            ? 8
            : uri.regionMatches(true, 0, "http://", 0, 7) ? 7 : end;
    int path = CharacterSet.HOST.end(uri, host, end);
    return path > host && path < end && uri.charAt(path) == '/' ? path : -1;
  }

  private void query(int from, int end) {
    int start = from;
    for (int i = from; i <= end; i++) {
      if (i == end || Chars.at(uri, i) == '&' || Chars.at(uri, i) == ';') {
        parameter(start, i);
        start = i + 1;
      }
    }
  }

  private void parameter(int from, int end) {
    int nameEnd = CharacterSet.NUMERIC.end(uri, from, end);
    boolean named = nameEnd < end && uri.charAt(nameEnd) == '=';
    if (nameEnd == from || (nameEnd < end && !named)) {
      return;
    }
    ApplicationIdentifier identifier = AiTable.INSTANCE.exactly(uri, from, nameEnd);
    if (identifier == null || !named || !mayBeAttribute(identifier)) {
      found.add(DigitalLink.unexpected(uri.substring(from, nameEnd), from));
    } else {
      UriData.add(found, identifier, uri, nameEnd + 1, end, true);
    }
  }

  /** Not what is in the link already, and not what has its place in the path. */
  private boolean mayBeAttribute(ApplicationIdentifier identifier) {
    return identifier.attribute() && !found.has(identifier) && !path.hasPlaceFor(identifier);
  }

  private static <T> Result<T> problem(ProblemCode code, int position, String message) {
    return Result.problem(Problem.of(code, position, message));
  }
}
