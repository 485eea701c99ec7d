package io.pharmatrace.epcis.query;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * When a subscribed query is executed: EPCIS 2.0 section 8.2.5.3, QuerySchedule. A time is meant
 * when each field that is given matches it, in UTC. A field that is left out matches everything if
 * a finer one is given, else its least value: hour 1 and minute 5 is once a day, at 01:05:00.
 *
 * <p>A field is a list of numbers and of ranges in brackets, as in {@code 0,[10-20]}. The
 * standard's own examples also hold {@code 0/30}: from 0 on, every 30th. Immutable, thread-safe.
 */
public final class QuerySchedule {
  private static final int FARTHEST_YEARS = 30; // 29 February on a given day of the week
  private static final int LONGEST_FIELD = 500;

  /** The fields, the finest first. */
  public enum Field {
    SECOND("second", ChronoField.SECOND_OF_MINUTE),
    MINUTE("minute", ChronoField.MINUTE_OF_HOUR),
    HOUR("hour", ChronoField.HOUR_OF_DAY),
    DAY_OF_MONTH("dayOfMonth", ChronoField.DAY_OF_MONTH),
    MONTH("month", ChronoField.MONTH_OF_YEAR),
    /** 1 is Monday. */
    DAY_OF_WEEK("dayOfWeek", ChronoField.DAY_OF_WEEK);

    private final String text;
    private final ChronoField field;

    Field(String text, ChronoField field) {
      this.text = text;
      this.field = field;
    }

    /** The name in JSON and in query strings. */
    public String text() {
      return text;
    }

    private int least() {
      return (int) field.range().getMinimum();
    }

    private int greatest() {
      return (int) field.range().getMaximum();
    }
  }

  private final Map<String, String> texts;
  private final Map<Field, BitSet> allowed = new EnumMap<>(Field.class);

  /**
   * Reads a schedule.
   *
   * @param fields texts by the names of {@link Field#text}
   * @throws IllegalArgumentException with a sentence that says what is wrong: no field, an unknown
   *     one, a value out of range, or a time that never comes
   */
  public QuerySchedule(Map<String, String> fields) {
    this.texts = Map.copyOf(fields);
    Map<String, String> unread = new LinkedHashMap<>(fields);
    boolean finest = true;
    for (Field field : Field.values()) {
      String text = unread.remove(field.text());
      if (text != null) {
        allowed.put(field, read(field, text));
        finest = false;
      } else if (finest && field.compareTo(Field.DAY_OF_MONTH) < 0) {
        allowed.put(field, only(field.least()));
      }
    }
    if (!unread.isEmpty()) {
      throw new IllegalArgumentException(
          "A schedule has no field '%s'.".formatted(unread.keySet().iterator().next()));
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("A schedule needs at least one field.");
    }
    restrictCoarse();
    if (after(Instant.EPOCH).isEmpty()) {
      throw new IllegalArgumentException("The schedule names a time that never comes.");
    }
  }

  /** A month alone means its first day; a day of the week leaves the day of the month open. */
  private void restrictCoarse() {
    boolean dayIsOpen =
        allowed.containsKey(Field.DAY_OF_MONTH) || texts.containsKey(Field.DAY_OF_WEEK.text());
    boolean finerIsGiven =
        texts.containsKey(Field.SECOND.text())
            || texts.containsKey(Field.MINUTE.text())
            || texts.containsKey(Field.HOUR.text());
    if (!dayIsOpen && !finerIsGiven && texts.containsKey(Field.MONTH.text())) {
      allowed.put(Field.DAY_OF_MONTH, only(1));
    }
  }

  /** The fields as they were given. */
  public Map<String, String> fields() {
    return texts;
  }

  /**
   * The first time after another.
   *
   * @return whole seconds; empty when there is none in the next 30 years
   */
  public Optional<Instant> after(Instant time) {
    LocalDateTime next =
        LocalDateTime.ofInstant(time, ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.SECONDS)
            .plusSeconds(1);
    LocalDateTime farthest = next.plusYears(FARTHEST_YEARS);
    while (next.isBefore(farthest)) {
      if (differs(Field.MONTH, next)) {
        next = next.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
      } else if (differs(Field.DAY_OF_MONTH, next) || differs(Field.DAY_OF_WEEK, next)) {
        next = next.truncatedTo(ChronoUnit.DAYS).plusDays(1);
      } else if (differs(Field.HOUR, next)) {
        next = next.truncatedTo(ChronoUnit.HOURS).plusHours(1);
      } else if (differs(Field.MINUTE, next)) {
        next = next.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
      } else if (differs(Field.SECOND, next)) {
        next = next.plusSeconds(1);
      } else {
        return Optional.of(next.toInstant(ZoneOffset.UTC));
      }
    }
    return Optional.empty();
  }

  private boolean differs(Field field, LocalDateTime time) {
    BitSet values = allowed.get(field);
    return values != null && !values.get(time.get(field.field));
  }

  private static BitSet only(int value) {
    BitSet values = new BitSet();
    values.set(value);
    return values;
  }

  private static BitSet read(Field field, String text) {
    BitSet values = new BitSet();
    if (text.length() > LONGEST_FIELD) {
      throw wrong(field, text);
    }
    for (String element : text.split(",", -1)) {
      String plain = element.strip();
      if (plain.matches("\\d{1,2}")) {
        values.set(number(field, plain));
      } else if (plain.matches("\\[\\d{1,2}-\\d{1,2}]")) {
        int dash = plain.indexOf('-');
        int from = number(field, plain.substring(1, dash));
        int to = number(field, plain.substring(dash + 1, plain.length() - 1));
        if (from > to) {
          throw wrong(field, text);
        }
        values.set(from, to + 1);
      } else if (plain.matches("\\d{1,2}/\\d{1,2}")) {
        int[] parts = Arrays.stream(plain.split("/", -1)).mapToInt(Integer::parseInt).toArray();
        if (parts[1] == 0) {
          throw wrong(field, text);
        }
        for (int at = number(field, "" + parts[0]); at <= field.greatest(); at += parts[1]) {
          values.set(at);
        }
      } else {
        throw wrong(field, text);
      }
    }
    return values;
  }

  private static int number(Field field, String digits) {
    int value = Integer.parseInt(digits);
    if (value < field.least() || value > field.greatest()) {
      throw wrong(field, digits);
    }
    return value;
  }

  private static IllegalArgumentException wrong(Field field, String text) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "%s is a list of numbers from %d to %d and ranges as in [%d-%d], not '%s'.",
            field.text(),
            field.least(),
            field.greatest(),
            field.least(),
            field.greatest(),
            shown));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuerySchedule schedule && texts.equals(schedule.texts);
  }

  @Override
  public int hashCode() {
    return texts.hashCode();
  }

  @Override
  public String toString() {
    return "QuerySchedule" + texts;
  }
}
