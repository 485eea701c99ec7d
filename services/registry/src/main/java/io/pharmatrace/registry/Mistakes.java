package io.pharmatrace.registry;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Problem;
import io.pharmatrace.gs1.Scan;
import io.pharmatrace.gs1.Sscc;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.InvalidValue;
import org.jspecify.annotations.Nullable;

/** Tells kinds of mistakes in GS1 values apart. */
final class Mistakes {
  /** Shorter texts that read as a barcode may as well be something else. */
  private static final int SHORTEST_BARCODE = 18;

  private static final String EXPIRY = "17";

  private Mistakes() {}

  /** The kind of mistake that a problem is; null for one that has no code of its own. */
  static @Nullable InvalidValue kind(Problem problem) {
    return switch (problem.code()) {
      case WRONG_CHECK_DIGIT, WRONG_CHECK_CHARACTERS -> InvalidValue.CHECK_DIGIT;
      case INVALID_DATE, INVALID_TIME -> InvalidValue.DATE;
      case VALUE_TOO_LONG, INPUT_TOO_LONG -> InvalidValue.TOO_LONG;
      case VALUE_TOO_SHORT, EMPTY_VALUE, EMPTY_INPUT -> InvalidValue.TOO_SHORT;
      // 31-01-31 is a date that is wrong, more than one with a wrong character.
      case INVALID_CHARACTER ->
          EXPIRY.equals(problem.ai()) ? InvalidValue.DATE : InvalidValue.CHARACTER;
      default -> null;
    };
  }

  /**
   * Refuses what is no value of its field, but is one of another.
   *
   * @throws ApiException {@code value-invalid}, {@code fields-mixed-up}
   */
  static void requireNoOtherField(String text) {
    @Nullable String what = what(text);
    if (what != null) {
      throw ApiException.invalid(
          InvalidValue.MIXED_UP, "This looks like " + what + ", which belongs into another field.");
    }
  }

  /** What a text is that names something by itself. Check digits leave little to chance. */
  private static @Nullable String what(String text) {
    if (Sscc.parse(text).toOptional().isPresent()) {
      return "the number of a logistic unit (SSCC)";
    }
    if (text.length() == 14 && Gtin.parse(text).toOptional().isPresent()) {
      return "a GTIN";
    }
    if (Gln.parse(text).toOptional().isPresent()) {
      return "a GLN or a GTIN of 13 digits";
    }
    return text.length() >= SHORTEST_BARCODE && Scan.read(text).toOptional().isPresent()
        ? "a whole barcode"
        : null;
  }
}
