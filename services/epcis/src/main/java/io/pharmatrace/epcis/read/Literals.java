package io.pharmatrace.epcis.read;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts of times and numbers as values. */
final class Literals {
  private static final int MAX_NUMBER_LENGTH = 400;
  private static final Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?"
              + "(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private Literals() {}

  /**
   * A {@code DateTimeStamp} of the EPCIS 2.0 schema: date, time with seconds, and offset; years 1
   * to 9999, at most nine decimals, since no more can be kept.
   */
  static Optional<OffsetDateTime> time(String text) {
    if (!TIME.matcher(text).matches() || text.startsWith("0000")) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text));
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  /** A decimal or floating-point number of reasonable size, or null. */
  static @Nullable BigDecimal number(String text) {
    // BigDecimal would also take the digits of other scripts.
    if (text.length() > MAX_NUMBER_LENGTH || !NUMBER.matcher(text).matches()) {
      return null;
    }
    try {
      BigDecimal value = new BigDecimal(text);
      long exponent = (long) value.precision() - value.scale();
      return Math.abs(exponent) > MAX_NUMBER_LENGTH || value.scale() > MAX_NUMBER_LENGTH
          ? null
          : value;
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
