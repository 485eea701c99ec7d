package io.pharmatrace.fhir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as FHIR writes it, with the precision that it has: a time of two digits of a second lasts
 * a hundredth, a day lasts a day, a year a year. A time without zone (a day, a month, a year) is
 * taken in UTC.
 *
 * @param text as it was written
 * @param first its first instant
 * @param last its last instant, to the nanosecond
 */
public record FhirTime(String text, Instant first, Instant last) {

  /** What may stand where (FHIR R4, 2.24.0.1, data types; 3.1.1.4.7, search). */
  public enum Form {
    /** To the second at least, with zone. */
    INSTANT,
    /** A day, month or year. */
    DATE,
    /** A date, or a time to the second at least with zone. */
    DATE_TIME,
    /** As {@link #DATE_TIME}; seconds and zone may be missing. */
    SEARCH
  }

  private static final Pattern TEXT =
      Pattern.compile(
          "(\\d{4})(?:-(\\d\\d)(?:-(\\d\\d)(?:T(\\d\\d):(\\d\\d)(?::(\\d\\d)(\\.\\d{1,30})?)?"
              + "(Z|[+-]\\d\\d:\\d\\d)?)?)?)?");
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int NANOS = 9;
  private static final int LONGEST = 60;

  /** The time of a text, or null if it is none of this form. */
  public static @Nullable FhirTime parse(String text, Form form) {
    if (text.length() > LONGEST) {
      return null;
    }
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches() || !fits(parts, form)) {
      return null;
    }
    try {
      return of(text, parts);
    } catch (DateTimeException e) {
      return null; // as the 30th of February
    }
  }

  /** An instant as this module writes it: UTC, to the millisecond. */
  public static String instant(Instant time) {
    return MILLIS.format(time);
  }

  /** True if the time is not before the first and not after the last instant. */
  public boolean contains(Instant time) {
    return !time.isBefore(first) && !time.isAfter(last);
  }

  /**
   * True if R4 calls this {@code <=} the other (FHIRPath): a day and the month that it lies in
   * cannot be ordered, a second and its tenth can.
   */
  public boolean isNotAfter(FhirTime other) {
    if (text.contains("T") && other.text.contains("T")) {
      return !first.isAfter(other.first);
    }
    return last.isBefore(other.first) || (first.equals(other.first) && last.equals(other.last));
  }

  private static boolean fits(Matcher parts, Form form) {
    boolean hasTime = parts.group(4) != null;
    boolean isWhole = parts.group(6) != null && parts.group(8) != null;
    return switch (form) {
      case DATE -> !hasTime;
      case INSTANT -> isWhole;
      case DATE_TIME -> !hasTime || isWhole;
      case SEARCH -> true;
    };
  }

  private static FhirTime of(String text, Matcher parts) {
    int year = Integer.parseInt(parts.group(1));
    if (year == 0) {
      throw new DateTimeException("there is no year 0");
    }
    if (parts.group(2) == null) {
      return days(text, Year.of(year).atDay(1), Year.of(year + 1).atDay(1));
    }
    YearMonth month = YearMonth.of(year, Integer.parseInt(parts.group(2)));
    if (parts.group(3) == null) {
      return days(text, month.atDay(1), month.plusMonths(1).atDay(1));
    }
    LocalDate day = month.atDay(1).withDayOfMonth(Integer.parseInt(parts.group(3)));
    return parts.group(4) == null ? days(text, day, day.plusDays(1)) : clock(text, day, parts);
  }

  private static FhirTime days(String text, LocalDate first, LocalDate next) {
    return new FhirTime(
        text,
        first.atStartOfDay().toInstant(ZoneOffset.UTC),
        next.atStartOfDay().toInstant(ZoneOffset.UTC).minusNanos(1));
  }

  private static FhirTime clock(String text, LocalDate day, Matcher parts) {
    LocalDateTime minute =
        day.atTime(Integer.parseInt(parts.group(4)), Integer.parseInt(parts.group(5)));
    Instant start = minute.toInstant(zone(parts.group(8)));
    if (parts.group(6) == null) {
      return new FhirTime(text, start, start.plus(1, ChronoUnit.MINUTES).minusNanos(1));
    }
    int seconds = Integer.parseInt(parts.group(6));
    if (seconds > 60) {
      throw new DateTimeException("a minute has 60 seconds, or 61");
    }
    Instant second = start.plusSeconds(Math.min(seconds, 59));
    if (seconds == 60) { // a leap second: no clock here has it, so it is the end of the one before
      Instant end = second.plusSeconds(1).minusNanos(1);
      return new FhirTime(text, end, end);
    }
    String fraction = parts.group(7);
    if (fraction == null) {
      return new FhirTime(text, second, second.plusSeconds(1).minusNanos(1));
    }
    String digits = fraction.substring(1, Math.min(fraction.length(), NANOS + 1));
    long unit = 1;
    for (int i = digits.length(); i < NANOS; i++) {
      unit *= 10;
    }
    Instant first = second.plusNanos(Long.parseLong(digits) * unit);
    return new FhirTime(text, first, first.plusNanos(unit - 1));
  }

  /** R4 allows offsets up to 14:00; none, in a search, is UTC. */
  private static ZoneOffset zone(@Nullable String text) {
    if (text == null || text.equals("Z")) {
      return ZoneOffset.UTC;
    }
    ZoneOffset offset = ZoneOffset.of(text);
    if (Math.abs(offset.getTotalSeconds()) > 14 * 3600) {
      throw new DateTimeException("an offset is 14 hours at most");
    }
    return offset;
  }
}
