package io.pharmatrace.gs1;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Expiry date of a batch, AI (17). Two are equal when they mean the same day, however written.
 *
 * @param date the last day of use, in the years 1900 to 2199
 * @param dayUnspecified written with day 00, which means the last day of the month (GS1 General
 *     Specifications 3.4.7)
 */
public record ExpiryDate(LocalDate date, boolean dayUnspecified) {

  public ExpiryDate {
    if (date.getYear() < 1900 || date.getYear() > 2199) {
      throw new IllegalArgumentException("The year of an expiry date lies from 1900 to 2199.");
    }
    if (dayUnspecified && date.getDayOfMonth() != date.lengthOfMonth()) {
      throw new IllegalArgumentException(
          "An expiry date without a day means the last day of the month.");
    }
  }

  public static ExpiryDate of(LocalDate date) {
    return new ExpiryDate(date, false);
  }

  /**
   * Reads YYMMDD with the century rule for today (UTC).
   *
   * @throws IllegalArgumentException with a sentence when it is no such date
   */
  public static ExpiryDate of(String yymmdd) {
    return parse(yymmdd).orElseThrow();
  }

  /** Reads YYMMDD with the century rule for today (UTC); never throws. */
  public static Result<ExpiryDate> parse(String yymmdd) {
    return parse(yymmdd, LocalDate.now(Clock.systemUTC()).getYear());
  }

  /** Reads YYMMDD as it is meant in {@code currentYear}; never throws. */
  public static Result<ExpiryDate> parse(String yymmdd, int currentYear) {
    @Nullable Problem problem =
        Checks.text("expiry date", "17", CharacterSet.NUMERIC, yymmdd, 6, 6);
    if (problem != null) {
      return Result.problem(problem);
    }
    int year = fullYear(Integer.parseInt(yymmdd.substring(0, 2)), currentYear);
    int month = Integer.parseInt(yymmdd.substring(2, 4));
    int day = Integer.parseInt(yymmdd.substring(4, 6));
    try {
      YearMonth yearMonth = YearMonth.of(year, month);
      return Result.ok(
          new ExpiryDate(day == 0 ? yearMonth.atEndOfMonth() : yearMonth.atDay(day), day == 0));
    } catch (DateTimeException e) {
      return Result.problem(
          new Problem(
              ProblemCode.INVALID_DATE,
              month < 1 || month > 12 ? 2 : 4,
              "17",
              "The expiry date names a month or day that does not exist."));
    }
  }

  /** Century of a two-digit year (GS1 General Specifications 7.12). */
  static int fullYear(int twoDigits, int currentYear) {
    int century = currentYear - currentYear % 100;
    int difference = twoDigits - currentYear % 100;
    if (difference >= 51) {
      return century - 100 + twoDigits;
    }
    return difference <= -50 ? century + 100 + twoDigits : century + twoDigits;
  }

  /** YYMMDD as on the barcode. */
  public String yymmdd() {
    return String.format(
        "%02d%02d%02d",
        date.getYear() % 100, date.getMonthValue(), dayUnspecified ? 0 : date.getDayOfMonth());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExpiryDate that && date.equals(that.date);
  }

  @Override
  public int hashCode() {
    return date.hashCode();
  }

  @Override
  public String toString() {
    return date.toString();
  }
}
