package io.pharmatrace.gs1;

import java.util.List;

/** Reads one Digital Link URI; see {@link DigitalLink#parse}. */
final class DigitalLinkParser {
  private static final int MAX_LENGTH = 8192;

  private final String uri;
  private final ElementCollector found = new ElementCollector();

  DigitalLinkParser(String uri) {
    this.uri = uri;
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
    int path = path(end);
    if (path < 0) {
      return problem(ProblemCode.INVALID_URI, 0, "This is not a web address with a path.");
    }
    int question = uri.indexOf('?', path, end);
    int pathEnd = question < 0 ? end : question;
    int second = uri.indexOf("://", path, pathEnd);
    if (second > 0) {
      return problem(
          ProblemCode.INVALID_URI, second, "A second web address follows the first one.");
    }
    DigitalLinkPath keys = new DigitalLinkPath(uri, path, pathEnd);
    Problem problem = keys.read();
    if (problem != null) {
      return Result.problem(problem);
    }
    for (int i = 0; i < keys.size(); i++) {
      add(keys.identifier(i), keys.from(i), keys.to(i), false);
    }
    if (question >= 0) {
      query(pathEnd + 1, end, keys);
    }
    return found.result(0);
  }

  /** Where the path begins behind scheme and host, or -1. */
  private int path(int end) {
    boolean secure = uri.regionMatches(true, 0, "https://", 0, 8);
    if (!secure && !uri.regionMatches(true, 0, "http://", 0, 7)) {
      return -1;
    }
    int host = secure ? 8 : 7;
    int path = host;
    while (path < end && isOfHost(uri.charAt(path))) {
      path++;
    }
    return path > host && path < end && uri.charAt(path) == '/' ? path : -1;
  }

  private static boolean isOfHost(char c) {
    return Percent.isAlphanumeric(c) || ".-:[]".indexOf(c) >= 0;
  }

  private void query(int from, int end, DigitalLinkPath keys) {
    int start = from;
    for (int i = from; i <= end; i++) {
      if (i == end || uri.charAt(i) == '&' || uri.charAt(i) == ';') {
        parameter(start, i, keys);
        start = i + 1;
      }
    }
  }

  private void parameter(int from, int end, DigitalLinkPath keys) {
    int equals = uri.indexOf('=', from, end);
    int nameEnd = equals < 0 ? end : equals;
    if (nameEnd == from || CharacterSet.NUMERIC.firstForeign(uri, from, nameEnd) >= 0) {
      return;
    }
    ApplicationIdentifier identifier = AiTable.INSTANCE.exactly(uri, from, nameEnd);
    if (identifier == null || equals < 0 || !mayBeAttribute(identifier, keys)) {
      found.add(DigitalLink.unexpected(uri.substring(from, nameEnd), from));
    } else {
      add(identifier, equals + 1, end, true);
    }
  }

  /** Not what is in the link already, and not what has its place in the path. */
  private boolean mayBeAttribute(ApplicationIdentifier identifier, DigitalLinkPath keys) {
    return identifier.attribute() && !found.has(identifier) && !keys.hasPlaceFor(identifier);
  }

  private void add(ApplicationIdentifier identifier, int from, int to, boolean inQuery) {
    String text = uri.substring(from, to);
    boolean encoded = text.indexOf('%') >= 0 || (inQuery && text.indexOf('+') >= 0);
    if (!encoded) {
      String value = padded(identifier, text);
      found.add(identifier, value, from - (value.length() - text.length()));
      return;
    }
    // In a query, a plus sign means a blank.
    switch (Percent.decode(inQuery ? text.replace('+', ' ') : text)) {
      case Result.Ok<String>(String decoded) -> {
        String value = padded(identifier, decoded);
        int padding = value.length() - decoded.length();
        found.add(identifier, value, at -> from + Percent.place(text, Math.max(0, at - padding)));
      }
      case Result.Problems<String>(List<Problem> problems) ->
          problems.forEach(p -> found.add(p.at(from, identifier.ai())));
    }
  }

  /** A GTIN may stand without its leading zeros (GS1 Digital Link URI syntax, older versions). */
  private static String padded(ApplicationIdentifier identifier, String value) {
    int length = value.length();
    boolean shortGtin =
        (length == 8 || length == 12 || length == 13) && identifier.ai().equals("01");
    return shortGtin ? "0".repeat(14 - length) + value : value;
  }

  private static <T> Result<T> problem(ProblemCode code, int position, String message) {
    return Result.problem(Problem.of(code, position, message));
  }
}
