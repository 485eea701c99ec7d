package io.pharmatrace.fhir;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A period of time; both ends belong to it, and an end that is a day, month or year belongs to it
 * whole: the end 2022-12 is the last instant of December.
 *
 * @param start null for one that has always been
 * @param end null for one that goes on
 */
public record Period(@Nullable FhirTime start, @Nullable FhirTime end) {

  /**
   * The period that an object holds.
   *
   * @throws IllegalArgumentException if its times are none: the reader takes no such resource
   */
  public static Period of(Json.Obj object) {
    return new Period(time(object, "start"), time(object, "end"));
  }

  private static @Nullable FhirTime time(Json.Obj object, String name) {
    String text = object.text(name);
    if (text == null) {
      return null;
    }
    FhirTime time = FhirTime.parse(text, FhirTime.Form.DATE_TIME);
    if (time == null) {
      throw new IllegalArgumentException(name + " is no time");
    }
    return time;
  }

  /** True if the instant lies in it. */
  public boolean contains(Instant time) {
    return (start == null || !time.isBefore(start.first()))
        && (end == null || !time.isAfter(end.last()));
  }

  /** True if it surely does not end before it starts (R4, per-1). */
  public boolean isOrdered() {
    return start == null || end == null || start.isNotAfter(end);
  }
}
