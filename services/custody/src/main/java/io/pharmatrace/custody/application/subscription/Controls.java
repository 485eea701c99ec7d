package io.pharmatrace.custody.application.subscription;

import io.pharmatrace.epcis.query.QuerySchedule;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * When a subscriber is told, and of what (EPCIS 2.0 section 8.2.5.1, SubscriptionControls).
 *
 * @param schedule when; null for as it happens
 * @param reportIfEmpty whether a scheduled report is sent when there is nothing to tell
 * @param initialRecordTime events recorded from then on are told of
 */
public record Controls(
    @Nullable QuerySchedule schedule, boolean reportIfEmpty, OffsetDateTime initialRecordTime) {

  /** When the first report is due, or the next one after this time. */
  OffsetDateTime dueAfter(Instant time) {
    Instant due =
        schedule == null
            ? time
            : schedule
                .after(time)
                .orElseThrow(() -> new IllegalStateException("a schedule always has a next time"));
    return due.atOffset(ZoneOffset.UTC);
  }
}
