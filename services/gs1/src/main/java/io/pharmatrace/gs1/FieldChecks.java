package io.pharmatrace.gs1;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The checks behind {@link FieldRule}. All look at {@code text[from, to)}. */
final class FieldChecks {
  /** Digits of the shortest GS1 company prefix. */
  private static final int SHORTEST_COMPANY_PREFIX = 4;

  /** Any year will do: a leap year, so that 29 February exists. */
  private static final int ANY_YEAR = 2000;

  private FieldChecks() {}

  static @Nullable Problem checkDigit(String text, int from, int to) {
    return CheckDigit.isRight(text, from, to)
        ? null
        : Problem.of(
            ProblemCode.WRONG_CHECK_DIGIT,
            to - 1,
            "the check digit is "
                + text.charAt(to - 1)
                + " where "
                + CheckDigit.of(text, from, to - 1)
                + " is right: a digit was misread or mistyped.");
  }

  static @Nullable Problem companyPrefix(String text, int from, int to) {
    int end = from + SHORTEST_COMPANY_PREFIX;
    int foreign =
        end <= to ? CharacterSet.NUMERIC.firstForeign(text, from, end) : Math.min(from, to);
    return foreign < 0
        ? null
        : Problem.of(
            ProblemCode.INVALID_COMPANY_PREFIX,
            foreign,
            "the data does not begin with the digits of a GS1 company prefix.");
  }

  static @Nullable Problem date(String text, int from, boolean dayMayBeZero) {
    int at = from + 2;
    // The year matters for 29 February only; asking for today takes longer than all else here.
    int year =
        text.startsWith("0229", at)
            ? ExpiryDate.fullYear(
                Chars.number(text, from, at), LocalDate.now(Clock.systemUTC()).getYear())
            : ANY_YEAR;
    return date(text, year, at, dayMayBeZero);
  }

  static @Nullable Problem longDate(String text, int from, int to) {
    return date(text, Chars.number(text, from, from + 4), from + 4, false);
  }

  private static @Nullable Problem date(String text, int year, int at, boolean dayMayBeZero) {
    int month = Chars.number(text, at, at + 2);
    int day = Chars.number(text, at + 2, at + 4);
    if (month < 1 || month > 12) {
      return Problem.of(ProblemCode.INVALID_DATE, at, "there is no such month.");
    }
    if (day == 0 && !dayMayBeZero) {
      return Problem.of(ProblemCode.INVALID_DATE, at + 2, "day 00 is not allowed here.");
    }
    return day > Month.of(month).length(Year.isLeap(year))
        ? Problem.of(ProblemCode.INVALID_DATE, at + 2, "the month has no such day.")
        : null;
  }

  /** Two-digit numbers, each below its limit. */
  static @Nullable Problem time(String text, int from, int to, int... limits) {
    int at = from;
    for (int limit : limits) {
      if (Chars.number(text, at, at + 2) >= limit) {
        return Problem.of(ProblemCode.INVALID_TIME, at, "there is no such time of day.");
      }
      at += 2;
    }
    return null;
  }

  static @Nullable Problem country(String text, int from, int to, Set<String> codes) {
    return codes.contains(text.substring(from, to))
        ? null
        : Problem.of(
            ProblemCode.INVALID_COUNTRY_CODE, from, "this country code is not in ISO 3166.");
  }

  static @Nullable Problem currency(String text, int from, int to) {
    return CodeList.CURRENCIES.contains(text.substring(from, to))
        ? null
        : Problem.of(
            ProblemCode.INVALID_CURRENCY_CODE, from, "this currency code is not in ISO 4217.");
  }

  static @Nullable Problem packageType(String text, int from, int to) {
    return CodeList.PACKAGES.contains(text.substring(from, to))
        ? null
        : Problem.of(ProblemCode.INVALID_FIELD, from, "this package type is not in the GS1 list.");
  }

  static @Nullable Problem noZeroInFront(String text, int from) {
    return text.charAt(from) == '0'
        ? Problem.of(ProblemCode.INVALID_FIELD, from, "the number begins with 0.")
        : null;
  }

  static @Nullable Problem hasNonDigit(String text, int from, int to) {
    return CharacterSet.NUMERIC.firstForeign(text, from, to) < 0
        ? Problem.of(ProblemCode.INVALID_FIELD, from, "at least one character must not be a digit.")
        : null;
  }

  /** ISO 13616: country, check digits, and the rest moved in front gives 1 modulo 97. */
  static @Nullable Problem iban(String text, int from, int to) {
    int length = to - from;
    if (length < 11 || !CodeList.COUNTRY_LETTERS.contains(text.substring(from, from + 2))) {
      return Problem.of(
          ProblemCode.INVALID_IBAN,
          from,
          "an IBAN begins with a country and has 11 to 34 characters.");
    }
    int remainder = 0;
    for (int i = 0; i < length; i++) {
      int at = from + (i + 4) % length;
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        remainder = (remainder * 10 + c - '0') % 97;
      } else if (c >= 'A' && c <= 'Z') {
        remainder = (remainder * 100 + c - 'A' + 10) % 97;
      } else {
        return Problem.of(
            ProblemCode.INVALID_IBAN, at, "an IBAN holds digits and capital letters only.");
      }
    }
    return remainder == 1
        ? null
        : Problem.of(ProblemCode.INVALID_IBAN, from + 2, "the check digits of the IBAN are wrong.");
  }

  /**
   * At most two {@code =}, at the end, which fill groups of four (RFC 4648) or of three (GS1
   * Barcode Syntax Tests).
   */
  static @Nullable Problem base64Padding(String text, int from, int to) {
    int length = to - from;
    int padding = text.indexOf('=', from, to);
    if (padding < 0) {
      return null;
    }
    boolean atEnd = to - padding <= 2 && text.startsWith("=", to - 1);
    return atEnd && (length % 4 == 0 || length % 3 == 0)
        ? null
        : Problem.of(ProblemCode.INVALID_FIELD, padding, "= may only fill up the end.");
  }

  static @Nullable Problem percentEncoding(String text, int from, int to) {
    return switch (Percent.decode(text.substring(from, to))) {
      case Result.Ok<String> ok -> null;
      case Result.Problems<String>(var problems) -> {
        Problem first = problems.getFirst();
        yield Problem.of(
            first.code(),
            from + first.position(),
            "a percent sign is not followed by two hexadecimal digits.");
      }
    };
  }

  static @Nullable Problem atMost(String text, int from, int to, long limit) {
    return Long.parseLong(text.substring(from, to)) <= limit
        ? null
        : Problem.of(ProblemCode.INVALID_FIELD, from, "the coordinate is out of range.");
  }

  static @Nullable Problem mediaType(String text, int from, int to) {
    int type = Chars.number(text, from, to);
    return (type >= 1 && type <= 10) || type >= 80
        ? null
        : Problem.of(ProblemCode.INVALID_FIELD, from, "this media type is not assigned.");
  }

  static @Nullable Problem nonZero(String text, int from, int to) {
    return Chars.number(text, from, to) > 0
        ? null
        : Problem.of(ProblemCode.INVALID_FIELD, from, "a dimension is zero.");
  }

  static @Nullable Problem pieceOfTotal(String text, int from, int to) {
    int middle = (from + to) / 2;
    int piece = Chars.number(text, from, middle);
    int total = Chars.number(text, middle, to);
    return piece >= 1 && piece <= total
        ? null
        : Problem.of(
            ProblemCode.INVALID_FIELD, from, "the piece number lies outside 1 to the total.");
  }

  /** For example 1/3: both without leading zeros, the first not above the second. */
  static @Nullable Problem positionInSequence(String text, int from, int to) {
    int slash = text.indexOf('/', from, to);
    boolean numbers =
        slash > from
            && slash < to - 1
            && CharacterSet.NUMERIC.firstForeign(text, from, slash) < 0
            && CharacterSet.NUMERIC.firstForeign(text, slash + 1, to) < 0;
    if (numbers
        && text.charAt(from) != '0'
        && text.charAt(slash + 1) != '0'
        && Chars.number(text, from, slash) <= Chars.number(text, slash + 1, to)) {
      return null;
    }
    return Problem.of(
        ProblemCode.INVALID_FIELD, from, "a position in a sequence is written as 1/3.");
  }
}
