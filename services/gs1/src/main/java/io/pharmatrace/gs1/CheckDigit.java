package io.pharmatrace.gs1;

/** Modulo 10 check digit with weights 3 and 1 (GS1 General Specifications 7.9.1). */
final class CheckDigit {
  private CheckDigit() {}

  /** The check digit for the digits {@code text[from, to)}, which exclude it. */
  static char of(String text, int from, int to) {
    int sum = 0;
    int weight = 3;
    for (int i = to - 1; i >= from; i--) {
      sum += Chars.digit(text, i) * weight;
      weight = 4 - weight;
    }
    return (char) ('0' + (10 - sum % 10) % 10);
  }

  static String append(String digits) {
    return digits + of(digits, 0, digits.length());
  }

  static boolean isRight(String text, int from, int to) {
    return to > from && text.charAt(to - 1) == of(text, from, to - 1);
  }
}
