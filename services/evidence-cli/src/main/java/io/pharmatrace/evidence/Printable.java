package io.pharmatrace.evidence;

import java.util.HexFormat;

/** Text from a bundle, made fit for a terminal. */
final class Printable {
  private Printable() {}

  /**
   * The text with a question mark for each character that could command a terminal, break a line or
   * turn the direction of writing.
   */
  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().map(c -> isPlain(c) ? c : '?').forEach(out::appendCodePoint);
    return out.toString();
  }

  /** The same JSON, with an escape for each such character: outside of strings it has none. */
  static String json(String json) {
    StringBuilder out = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              if (isPlain(c)) {
                out.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  out.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
              }
            });
    return out.toString();
  }

  private static boolean isPlain(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
