package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.gs1.ExpiryDate;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

/** How long history is kept: the longest of three times. */
class RetentionTest {
  private static final OffsetDateTime LONG_AGO = OffsetDateTime.parse("2010-05-01T10:00:00+02:00");

  private static Retention of(String expiry, OffsetDateTime released, OffsetDateTime latest) {
    return new Retention(ExpiryDate.of(LocalDate.parse(expiry)), released, latest);
  }

  @Test
  void aYearAfterTheLastDayOfUseHasEndedEverywhere() {
    Retention retention = of("2020-01-31", LONG_AGO, LONG_AGO);

    assertThat(retention.isOver(OffsetDateTime.parse("2021-02-01T11:59:59Z"))).isFalse();
    assertThat(retention.isOver(OffsetDateTime.parse("2021-02-01T12:00:00Z"))).isTrue();
  }

  @Test
  void theLastOfFebruaryIsAWholeDayInALeapYearToo() {
    Retention retention = of("2020-02-28", LONG_AGO, LONG_AGO);

    assertThat(retention.isOver(OffsetDateTime.parse("2021-03-01T11:59:59Z"))).isFalse();
    assertThat(retention.isOver(OffsetDateTime.parse("2021-03-01T12:00:00Z"))).isTrue();
  }

  @Test
  void fiveYearsAfterReleaseWhenThatIsLater() {
    OffsetDateTime released = OffsetDateTime.parse("2018-03-01T08:00:00Z");
    Retention retention = of("2020-01-31", released, released);

    assertThat(retention.isOver(OffsetDateTime.parse("2023-03-01T07:59:59Z"))).isFalse();
    assertThat(retention.isOver(OffsetDateTime.parse("2023-03-01T08:00:00Z"))).isTrue();
  }

  @Test
  void aYearAfterTheLatestEventWhenThatIsLater() {
    OffsetDateTime destroyed = OffsetDateTime.parse("2024-06-01T08:00:00Z");

    assertThat(of("2020-01-31", LONG_AGO, destroyed).until())
        .isEqualTo(OffsetDateTime.parse("2025-06-01T08:00:00Z"));
  }
}
