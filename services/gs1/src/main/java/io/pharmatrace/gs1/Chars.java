package io.pharmatrace.gs1;

/** Characters of a text, for loops that run for every scan. */
final class Chars {
  private Chars() {}

  /**
   * As {@link String#charAt}, but for the first half of a surrogate pair the whole code point.
   *
   * <p>HotSpot moves the question whether a text is Latin-1 out of a loop as long as this method
   * has seen no other. For {@code charAt}, which everything in the process calls, that does not
   * hold: loops with it take about twice as long.
   */
  static int at(String text, int index) {
    return text.codePointAt(index);
  }

  /** The value of the digit at {@code index}; outside 0 to 9 where there is none. */
  static int digit(String text, int index) {
    return at(text, index) - '0';
  }

  /** The digits {@code text[from, to)}, at most nine, as a number. */
  static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + digit(text, i);
    }
    return number;
  }
}
