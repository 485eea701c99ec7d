package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.List;

/** Reads one Digital Link URI; see {@link DigitalLink#parse}. */
final class DigitalLinkParser {
  private static final int MAX_LENGTH = 8192;

  /** More pairs than any key has qualifiers would be no Digital Link. */
  private static final int MAX_PAIRS = 5;

  /** A part of the URI and where it begins. */
  private record Part(String text, int position) {}

  private record Pair(ApplicationIdentifier identifier, Part value) {}

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
    int host = uri.regionMatches(true, 0, "https://", 0, 8) ? 8 : 7;
    int fragment = uri.indexOf('#');
    int end = fragment < 0 ? uri.length() : fragment;
    int path = uri.indexOf('/', host);
    if ((host == 7 && !uri.regionMatches(true, 0, "http://", 0, 7))
        || path <= host
        || path >= end
        || !isHost(host, path)) {
      return problem(ProblemCode.INVALID_URI, 0, "This is not a web address with a path.");
    }
    int question = uri.indexOf('?', path);
    int pathEnd = question < 0 || question > end ? end : question;
    int second = uri.indexOf("://", path);
    if (second > 0 && second < pathEnd) {
      return problem(
          ProblemCode.INVALID_URI, second, "A second web address follows the first one.");
    }
    Result<List<Pair>> pairs = pairs(split(path + 1, pathEnd, '/', '/'));
    return pairs.flatMap(
        keys -> {
          keys.forEach(pair -> add(pair.identifier, pair.value));
          if (pathEnd < end) {
            query(pathEnd + 1, end, keys);
          }
          return found.result(0);
        });
  }

  private boolean isHost(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = uri.charAt(i);
      boolean allowed = Percent.isAlphanumeric(c) || ".-:[]".indexOf(c) >= 0;
      if (!allowed) {
        return false;
      }
    }
    return true;
  }

  /** Key and qualifiers: pairs at the end of the path, back to the first key met. */
  private Result<List<Pair>> pairs(List<Part> segments) {
    int last = segments.size() - 1;
    if (last > 0 && segments.get(last).text.isEmpty()) {
      last--;
    }
    List<Pair> pairs = new ArrayList<>();
    for (int i = last - 1; i >= 0 && pairs.size() < MAX_PAIRS; i -= 2) {
      Part name = segments.get(i);
      ApplicationIdentifier identifier = ApplicationIdentifier.of(name.text).orElse(null);
      if (identifier == null) {
        break;
      }
      pairs.addFirst(new Pair(identifier, segments.get(i + 1)));
      if (identifier.isKey() && allowsAfter(pairs)) {
        return Result.ok(pairs);
      }
    }
    return pairs.isEmpty() || pairs.stream().noneMatch(p -> p.identifier.isKey())
        ? problem(
            ProblemCode.DIGITAL_LINK_NO_KEY,
            Math.min(uri.length(), segments.getFirst().position),
            "The path of this web address ends with no GS1 key, as in /01/ and a GTIN.")
        : Result.problem(
            DigitalLink.unexpected(
                pairs.getLast().identifier.ai(), pairs.getLast().value.position));
  }

  private static boolean allowsAfter(List<Pair> pairs) {
    List<String> qualifiers =
        pairs.subList(1, pairs.size()).stream().map(pair -> pair.identifier.ai()).toList();
    return DigitalLink.allows(pairs.getFirst().identifier, qualifiers);
  }

  private void query(int from, int to, List<Pair> path) {
    for (Part part : split(from, to, '&', ';')) {
      int equals = part.text.indexOf('=');
      String name = equals < 0 ? part.text : part.text.substring(0, equals);
      if (name.isEmpty() || CharacterSet.NUMERIC.firstForeign(name, 0, name.length()) >= 0) {
        continue;
      }
      ApplicationIdentifier identifier = ApplicationIdentifier.of(name).orElse(null);
      if (identifier == null || equals < 0 || !mayBeAttribute(identifier, path)) {
        found.add(DigitalLink.unexpected(name, part.position));
      } else {
        int value = equals + 1;
        // In a query, a plus sign means a blank.
        add(
            identifier,
            new Part(part.text.substring(value).replace('+', ' '), part.position + value));
      }
    }
  }

  /** Not what is in the link already, and not what has its place in the path. */
  private boolean mayBeAttribute(ApplicationIdentifier identifier, List<Pair> path) {
    if (!identifier.attribute() || found.has(identifier.ai())) {
      return false;
    }
    List<Pair> longer = new ArrayList<>(path);
    for (int i = 1; i <= path.size(); i++) {
      longer.add(i, new Pair(identifier, path.getFirst().value));
      if (allowsAfter(longer)) {
        return false;
      }
      longer.remove(i);
    }
    return true;
  }

  private void add(ApplicationIdentifier identifier, Part part) {
    switch (Percent.decode(part.text)) {
      case Result.Ok<String>(String value) -> {
        boolean shortGtin =
            identifier.ai().equals("01") && DigitalLink.GTIN_LENGTHS.contains(value.length());
        int padding = shortGtin ? 14 - value.length() : 0;
        found.add(
            identifier,
            "0".repeat(padding) + value,
            at -> part.position + Percent.place(part.text, Math.max(0, at - padding)));
      }
      case Result.Problems<String>(List<Problem> problems) ->
          problems.forEach(p -> found.add(p.at(part.position, identifier.ai())));
    }
  }

  private List<Part> split(int from, int to, char first, char second) {
    List<Part> parts = new ArrayList<>();
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || uri.charAt(i) == first || uri.charAt(i) == second) {
        parts.add(new Part(uri.substring(start, i), start));
        start = i + 1;
      }
    }
    return parts;
  }

  private static <T> Result<T> problem(ProblemCode code, int position, String message) {
    return Result.problem(Problem.of(code, position, message));
  }
}
