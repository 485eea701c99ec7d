package io.pharmatrace.evidence;

/** Text from a bundle, made fit for a terminal. */
final class Printable {
  private Printable() {}

  /**
   * The text with a question mark for each character that could command a terminal, break a line or
   * turn the direction of writing.
   */
  static String of(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .map(
            c ->
                switch (Character.getType(c)) {
                  case Character.CONTROL,
                      Character.FORMAT,
                      Character.SURROGATE,
                      Character.LINE_SEPARATOR,
                      Character.PARAGRAPH_SEPARATOR ->
                      '?';
                  default -> c;
                })
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
