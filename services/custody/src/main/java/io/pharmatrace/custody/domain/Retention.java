package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.ExpiryDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * How long the history of a batch is kept: until a year after its expiry date, at least five years
 * after its release, and while something happened with one of its packs within the last year.
 *
 * @param expiry the last day of use, which ends last at UTC-12
 * @param released when the latest of its packs was commissioned, by the event's own time: a batch
 *     is released as a whole, never before that
 * @param latest when something happened last with one of its packs, by the event's own time
 */
public record Retention(ExpiryDate expiry, OffsetDateTime released, OffsetDateTime latest) {
  private static final ZoneOffset LAST_ZONE = ZoneOffset.ofHours(-12);

  /** From when on the history may be archived. */
  public OffsetDateTime until() {
    OffsetDateTime expired =
        expiry.date().plusYears(1).plusDays(1).atStartOfDay().atOffset(LAST_ZONE);
    return Stream.of(expired, released.plusYears(5), latest.plusYears(1))
        .max(Comparator.comparing(OffsetDateTime::toInstant))
        .orElseThrow();
  }

  /** Whether the history need not be kept any more. */
  public boolean isOver(OffsetDateTime now) {
    return !now.isBefore(until());
  }
}
