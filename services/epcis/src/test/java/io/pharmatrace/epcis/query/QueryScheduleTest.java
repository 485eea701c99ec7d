package io.pharmatrace.epcis.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Feature(standard = Standard.EPCIS, section = "8.2.5.3", name = "Query schedule")
class QueryScheduleTest {
  private static QuerySchedule schedule(String fields) {
    Map<String, String> map =
        Arrays.stream(fields.split(" "))
            .map(field -> field.split("=", 2))
            .collect(Collectors.toMap(field -> field[0], field -> field[1]));
    return new QuerySchedule(map);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hour=1 minute=5        | 2026-11-21T00:00:00Z | 2026-11-21T01:05:00Z",
        "hour=1 minute=5        | 2026-11-21T01:05:00Z | 2026-11-22T01:05:00Z",
        "minute=5               | 2026-11-21T01:05:00.5Z | 2026-11-21T02:05:00Z",
        "second=0/30            | 2026-11-21T01:05:07Z | 2026-11-21T01:05:30Z",
        "second=0/30            | 2026-11-21T01:05:30Z | 2026-11-21T01:06:00Z",
        "second=7 hour=3        | 2026-11-21T03:59:07Z | 2026-11-22T03:00:07Z",
        "minute=0,[10-12],59    | 2026-11-21T01:10:00Z | 2026-11-21T01:11:00Z",
        "minute=0,[10-12],59    | 2026-11-21T01:12:00Z | 2026-11-21T01:59:00Z",
        "dayOfWeek=1            | 2026-11-21T12:00:00Z | 2026-11-23T00:00:00Z",
        "dayOfWeek=[6-7] hour=8 | 2026-11-21T08:00:00Z | 2026-11-22T08:00:00Z",
        "dayOfMonth=31          | 2026-11-21T00:00:00Z | 2026-12-31T00:00:00Z",
        "dayOfMonth=29 month=2  | 2026-11-21T00:00:00Z | 2028-02-29T00:00:00Z",
        "dayOfMonth=13 dayOfWeek=5 | 2026-11-21T00:00:00Z | 2027-08-13T00:00:00Z",
        "month=3                | 2026-11-21T00:00:00Z | 2027-03-01T00:00:00Z",
        "month=12 hour=6        | 2026-11-21T00:00:00Z | 2026-12-01T06:00:00Z",
        "month=12 dayOfWeek=7   | 2026-12-06T00:00:00Z | 2026-12-13T00:00:00Z",
      })
  void theFirstTimeAfterAnother(String fields, Instant time, Instant next) {
    assertThat(schedule(fields.strip()).after(time)).contains(next);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "second=60",
        "minute=-1",
        "hour=24",
        "dayOfMonth=0",
        "dayOfMonth=32",
        "month=13",
        "dayOfWeek=0",
        "dayOfWeek=8",
        "minute=",
        "minute=5,",
        "minute=a",
        "minute=[5",
        "minute=5-7",
        "minute=[7-5]",
        "minute=0/0",
        "minute=61/5",
        "year=2026",
        "dayOfMonth=30 month=2",
        "Minute=5",
        "minute=999999999999"
      })
  void whatIsNoScheduleIsRefusedWithASentence(String fields) {
    assertThatThrownBy(() -> schedule(fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(".");
  }

  @Property(tries = 300)
  void theNextTimeMatchesEveryFieldAndNoneBetweenDoes(
      @ForAll @IntRange(max = 59) int second,
      @ForAll @IntRange(max = 59) int minute,
      @ForAll @IntRange(max = 100_000_000) int offset) {
    Instant time = Instant.parse("2026-11-21T00:00:00Z").plusSeconds(offset);
    Instant next =
        schedule("second=%d minute=%d".formatted(second, minute)).after(time).orElseThrow();

    LocalDateTime at = LocalDateTime.ofInstant(next, ZoneOffset.UTC);
    assertThat(at.getSecond()).isEqualTo(second);
    assertThat(at.getMinute()).isEqualTo(minute);
    assertThat(Duration.between(time, next)).isPositive().isLessThanOrEqualTo(Duration.ofHours(1));
  }
}
