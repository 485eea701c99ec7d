package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/**
 * The form of people: {@code (01)09506000134352(10)ABC}. An opening bracket that begins an assigned
 * identifier in brackets begins an element; {@code \(} is always data, as in the GS1 syntax engine.
 */
final class BracketedParser {
  private BracketedParser() {}

  static Result<ElementString> parse(String text) {
    ElementCollector found = new ElementCollector();
    int at = 0;
    while (at < text.length()) {
      ApplicationIdentifier identifier = header(text, at);
      if (identifier == null) {
        // Only the first header can be missing: later ones are what ended the field before.
        found.add(headerProblem(text, at));
        break;
      }
      int from = at + identifier.ai().length() + 2;
      StringBuilder value = new StringBuilder();
      int to = from;
      while (to < text.length() && header(text, to) == null) {
        boolean escaped = text.startsWith("\\(", to);
        value.append(escaped ? '(' : text.charAt(to));
        to += escaped ? 2 : 1;
      }
      found.add(identifier, value.toString(), from);
      at = to;
    }
    return found.result();
  }

  /** The identifier whose header, for example {@code (01)}, stands at {@code at}, or null. */
  private static @Nullable ApplicationIdentifier header(String text, int at) {
    if (text.charAt(at) != '(') {
      return null;
    }
    ApplicationIdentifier identifier = AiTable.INSTANCE.at(text, at + 1, text.length());
    return identifier != null && text.startsWith(")", at + 1 + identifier.ai().length())
        ? identifier
        : null;
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
