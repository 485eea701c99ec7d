package io.pharmatrace.records.domain.consent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Some time, both ends included (FHIR R4 Period). A date that says less than an instant is all the
 * time it may mean: {@code 2022-12} ends with the last instant of that month.
 *
 * @param start null: since ever
 * @param end null: for ever; not before {@code start}
 */
public record Interval(@Nullable Instant start, @Nullable Instant end) {
  /** All time. */
  public static final Interval ALWAYS = new Interval(null, null);

  public Interval {
    if (start != null && end != null && end.isBefore(start)) {
      throw new IllegalArgumentException("an interval does not end before it starts");
    }
  }

  /** Whether {@code instant} is in it. */
  public boolean contains(Instant instant) {
    return !instant.isBefore(first()) && !instant.isAfter(last());
  }

  /** Whether all of {@code other} is in it. */
  public boolean contains(Interval other) {
    return contains(other.first()) && contains(other.last());
  }

  /** Whether some instant is in both. */
  public boolean overlaps(Interval other) {
    return !other.last().isBefore(first()) && !other.first().isAfter(last());
  }

  private Instant first() {
    return start == null ? Instant.MIN : start;
  }

  private Instant last() {
    return end == null ? Instant.MAX : end;
  }
}
