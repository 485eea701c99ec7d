package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/**
 * The form of people: {@code (01)09506000134352(10)ABC}. Two to four digits in brackets begin an
 * element; {@code \(} is always data, as in the GS1 syntax engine. Blanks around a value are
 * ignored, as GS1 data holds none.
 */
final class BracketedParser {
  private static final String ESCAPED = "\\(";

  private BracketedParser() {}

  static Result<ElementString> parse(String text) {
    ElementCollector found = new ElementCollector();
    int at = 0;
    while (at < text.length()) {
      ApplicationIdentifier identifier = header(text, at);
      if (identifier == null) {
        found.add(headerProblem(text, at));
        break;
      }
      int from = at + identifier.digits() + 2;
      int to = from;
      while (to < text.length() && !isHeader(text, to)) {
        to += text.startsWith(ESCAPED, to) ? 2 : 1;
      }
      add(found, identifier, text, from, to);
      at = to;
    }
    return found.result(0);
  }

  private static void add(
      ElementCollector found, ApplicationIdentifier identifier, String text, int start, int end) {
    int from = start;
    int to = end;
    while (from < to && text.charAt(from) == ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) == ' ') {
      to--;
    }
    int first = from;
    String value = text.substring(first, to);
    found.add(identifier, value.replace(ESCAPED, "("), at -> first + escapedPlace(value, at));
  }

  /** Where the character at {@code index} of the data stands in the text with its escapes. */
  private static int escapedPlace(String text, int index) {
    int at = 0;
    for (int i = 0; i < index; i++) {
      at += text.startsWith(ESCAPED, at) ? 2 : 1;
    }
    return at;
  }

  /** The identifier whose header, for example {@code (01)}, stands at {@code at}, or null. */
  private static @Nullable ApplicationIdentifier header(String text, int at) {
    if (text.charAt(at) != '(') {
      return null;
    }
    ApplicationIdentifier identifier = AiTable.INSTANCE.at(text, at + 1, text.length());
    return identifier != null && text.startsWith(")", at + 1 + identifier.digits())
        ? identifier
        : null;
  }

  /** Whether two to four digits in brackets stand at {@code at}. */
  private static boolean isHeader(String text, int at) {
    if (text.charAt(at) != '(') {
      return false;
    }
    int close = at + 1;
    while (close < text.length() && CharacterSet.NUMERIC.contains(text.charAt(close))) {
      if (++close > at + 5) {
        return false;
      }
    }
    return close >= at + 3 && text.startsWith(")", close);
  }

  private static Problem headerProblem(String text, int at) {
    int close = text.indexOf(')', at);
    boolean digits = close > at + 1 && CharacterSet.NUMERIC.firstForeign(text, at + 1, close) < 0;
    return Problem.of(
        digits ? ProblemCode.UNKNOWN_AI : ProblemCode.BRACKET_SYNTAX,
        at,
        digits
            ? "There is no application identifier of this number."
            : "An application identifier in brackets is expected here, as in (01).");
  }
}
