package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/**
 * The elements of a Digital Link: key and qualifiers, which are pairs at the end of the path, back
 * to the first key met, and attributes in the query.
 */
final class DigitalLinkElements {
  /** More pairs than any key has qualifiers would be no Digital Link. */
  private static final int MAX_PAIRS = 5;

  private final String uri;
  private final ElementCollector found = new ElementCollector();
  private @Nullable ApplicationIdentifier key;

  /** Of the last qualifier read; 0 before the first one. */
  private int place;

  DigitalLinkElements(String uri) {
    this.uri = uri;
  }

  /**
   * Gathers the pairs of a path that begins with a slash at {@code start} and holds nothing but
   * them, none percent-encoded or wrong, in one pass over it.
   *
   * @return where the path ends; -1 with nothing gathered where it is another
   */
  int plainPath(int start) {
    int length = uri.length();
    int at = start;
    while (at < length && uri.charAt(at) == '/') {
      ApplicationIdentifier identifier = AiTable.INSTANCE.at(uri, at + 1, length);
      int from = identifier == null ? length : at + identifier.digits() + 2;
      if (identifier == null
          || from >= length
          || uri.charAt(from - 1) != '/'
          || !fits(identifier)) {
        break;
      }
      at = identifier.end(uri, from, length, CharacterSet.URI_DATA);
      if (at <= from) {
        break;
      }
      found.addValid(identifier, uri.substring(from, at), from);
      if (at == length || uri.charAt(at) == '?') {
        return at;
      }
    }
    key = null;
    found.clear();
    return -1;
  }

  /**
   * Gathers the pairs of the path {@code uri[start, end)}, which begins with a slash; gives the
   * problem if there are none, or null.
   */
  @Nullable Problem path(int start, int end) {
    int last = end > start + 1 && uri.charAt(end - 1) == '/' ? end - 1 : end;
    // The key is mostly the first thing in the path. No qualifier is a key, so that then no other
    // key comes behind it.
    if (readPairs(start + 1, last)) {
      return null;
    }
    Problem problem = search(start, last);
    return problem != null && last < end && endsEmpty(start, last) ? null : problem;
  }

  /** Whether the path ends with an identifier and no data, which is a problem of its own. */
  private boolean endsEmpty(int start, int end) {
    int name = uri.lastIndexOf('/', end - 1) + 1;
    ApplicationIdentifier identifier = AiTable.INSTANCE.exactly(uri, name, end);
    boolean expected =
        identifier != null
            && (identifier.isKey()
                || ((readPairs(start + 1, name - 1) || search(start, name - 1) == null)
                    && key != null
                    && fits(identifier)));
    if (identifier != null && expected) {
      found.add(identifier, "", end + 1);
    }
    return expected;
  }

  /** Gathers {@code uri[from, end)}, or nothing if it is not one key with qualifiers of its own. */
  private boolean readPairs(int from, int end) {
    key = null;
    int at = from;
    while (at <= end) {
      ApplicationIdentifier identifier = AiTable.INSTANCE.at(uri, at, end);
      int nameEnd = identifier == null ? end : at + identifier.digits();
      if (identifier == null || nameEnd == end || uri.charAt(nameEnd) != '/' || !fits(identifier)) {
        found.clear();
        return false;
      }
      int slash = uri.indexOf('/', nameEnd + 1, end);
      int to = slash < 0 ? end : slash;
      UriData.add(found, identifier, uri, nameEnd + 1, to, false);
      at = to + 1;
    }
    return true;
  }

  private boolean fits(ApplicationIdentifier identifier) {
    if (key == null) {
      key = identifier;
      place = 0;
      return identifier.isKey();
    }
    place = key.places().behind(place, identifier);
    return place > 0;
  }

  /** Looks for the key from the end. */
  private @Nullable Problem search(int start, int end) {
    Problem problem =
        Problem.of(
            ProblemCode.DIGITAL_LINK_NO_KEY,
            Math.min(uri.length(), start + 1),
            "The path of this web address ends with no GS1 key, as in /01/ and a GTIN.");
    Problem lastPair = problem;
    int valueEnd = end;
    for (int pair = 0; pair < MAX_PAIRS; pair++) {
      int value = uri.lastIndexOf('/', valueEnd - 1) + 1;
      int name = value - 1 > start ? uri.lastIndexOf('/', value - 2) + 1 : -1;
      ApplicationIdentifier identifier =
          name < 0 ? null : AiTable.INSTANCE.exactly(uri, name, value - 1);
      if (identifier == null) {
        break;
      }
      if (pair == 0) {
        lastPair = DigitalLink.unexpected(identifier.ai(), value);
      }
      if (identifier.isKey()) {
        if (readPairs(name, end)) {
          return null;
        }
        problem = lastPair;
      }
      valueEnd = name - 1;
    }
    return problem;
  }

  /** Gathers the attributes of the query {@code uri[from, end)}; leaves out what is none. */
  void query(int from, int end) {
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
    return identifier.attribute() && !found.has(identifier) && !hasPlaceFor(identifier);
  }

  /** Whether {@code identifier} could be one more qualifier, between the others or behind them. */
  private boolean hasPlaceFor(ApplicationIdentifier identifier) {
    return key != null && key.places().beside(place, identifier) > 0;
  }

  Result<ElementString> result() {
    return found.result(0);
  }
}
