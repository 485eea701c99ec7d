package io.pharmatrace.gs1;

import org.jspecify.annotations.Nullable;

/** The check character pair of GMN and similar keys (GS1 General Specifications 7.9.5). */
final class CheckCharacters {
  private static final String PAIR_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  /** Weights from right to left; the longest field (25) needs 23 of them. */
  private static final int[] PRIMES = {
    2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97
  };

  private CheckCharacters() {}

  /** The pair for {@code text[from, to)}, at most 25 characters of set 82 and without the pair. */
  static String of(String text, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += CharacterSet.SET_82.characters().indexOf(text.charAt(i)) * PRIMES[to - 1 - i];
    }
    sum %= 1021;
    return "" + PAIR_ALPHABET.charAt(sum >> 5) + PAIR_ALPHABET.charAt(sum & 31);
  }

  static @Nullable Problem check(String text, int from, int to) {
    if (to - from < 3) {
      return Problem.of(
          ProblemCode.VALUE_TOO_SHORT, to, "there is no room for the check character pair.");
    }
    return text.startsWith(of(text, from, to - 2), to - 2)
        ? null
        : Problem.of(
            ProblemCode.WRONG_CHECK_CHARACTERS,
            to - 2,
            "the check character pair is wrong: a character was misread or mistyped.");
  }
}
