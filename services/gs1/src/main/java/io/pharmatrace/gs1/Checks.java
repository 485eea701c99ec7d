package io.pharmatrace.gs1;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks shared by the identifier records; each gives the first problem or null. */
final class Checks {
  private Checks() {}

  /** A value made by {@code constructor} from checked text, or the problem that the check found. */
  static <A, T> Result<T> result(
      A text, @Nullable Problem problem, Function<? super A, ? extends T> constructor) {
    return problem == null ? Result.ok(constructor.apply(text)) : Result.problem(problem);
  }

  /**
   * 13 digits and, where there is one, a serial number of {@code set}.
   *
   * @throws IllegalArgumentException with a sentence when one of them is wrong
   */
  static void keyWithSerial(
      String what, String ai, String digits, CharacterSet set, @Nullable String serial, int max) {
    Problem.throwIfAny(key(what, ai, digits, 13));
    if (serial != null) {
      Problem.throwIfAny(text(what + " serial number", ai, set, serial, 1, max));
    }
  }

  /** Exactly {@code length} digits, the last one the check digit. */
  static @Nullable Problem key(String what, String ai, String text, int length) {
    Problem problem = text(what, ai, CharacterSet.NUMERIC, text, length, length);
    if (problem != null || CheckDigit.isRight(text, 0, length)) {
      return problem;
    }
    return new Problem(
        ProblemCode.WRONG_CHECK_DIGIT,
        length - 1,
        ai,
        "The check digit of the "
            + what
            + " is "
            + text.charAt(length - 1)
            + " where "
            + CheckDigit.of(text, 0, length - 1)
            + " is right: a digit was misread or mistyped.");
  }

  /** {@code min} to {@code max} characters of {@code set}. */
  static @Nullable Problem text(
      String what, @Nullable String ai, CharacterSet set, String text, int min, int max) {
    int length = text.length();
    if (length == 0 && min > 0) {
      return new Problem(ProblemCode.EMPTY_VALUE, 0, ai, "The " + what + " is empty.");
    }
    int foreign = set.firstForeign(text, 0, Math.min(length, max));
    if (foreign >= 0) {
      return foreign(what, ai, set, text.charAt(foreign), foreign);
    }
    if (length < min) {
      return new Problem(
          ProblemCode.VALUE_TOO_SHORT,
          length,
          ai,
          "The " + what + " has " + length + " of " + size(min, max) + " characters.");
    }
    if (length > max) {
      return new Problem(
          ProblemCode.VALUE_TOO_LONG,
          max,
          ai,
          "The " + what + " has " + length + " characters where " + size(min, max) + " fit.");
    }
    return null;
  }

  /** Whether {@code value} is valid data of the assigned identifier {@code ai}. */
  static @Nullable Problem value(String ai, String value) {
    return ApplicationIdentifier.of(ai).orElseThrow().check(value);
  }

  static Problem foreign(
      String what, @Nullable String ai, CharacterSet set, char found, int position) {
    return new Problem(
        ProblemCode.INVALID_CHARACTER,
        position,
        ai,
        "The " + what + " holds " + name(found) + ", which is not one of " + set.title() + ".");
  }

  /** A character as a person can read it. */
  static String name(char c) {
    if (c == 0x1D) {
      return "a group separator";
    }
    return c > ' ' && c < 0x7F ? "\"" + c + "\"" : String.format("the character U+%04X", (int) c);
  }

  private static String size(int min, int max) {
    return min == max ? String.valueOf(max) : min + " to " + max;
  }
}
