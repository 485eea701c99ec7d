package io.pharmatrace.custody.domain;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Gln;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Tells whether packs of a batch may still be given out. */
@FunctionalInterface
public interface BatchEnd {
  /**
   * By the expiry date alone, whose day ends at midnight UTC, as in {@code registry.batches}:
   * whoever asks, wherever, and whatever offset the time is written with.
   */
  BatchEnd EXPIRY =
      (batch, time, place) ->
          batch.expiry().date().isBefore(LocalDate.ofInstant(time.toInstant(), ZoneOffset.UTC))
              ? Reason.EXPIRED
              : null;

  /**
   * Why packs of a batch may not be given out.
   *
   * @param time when
   * @param place where; recalls of other countries do not count there
   * @return expired or recalled; null while they may
   */
  @Nullable Reason of(BatchRef batch, OffsetDateTime time, @Nullable Gln place);
}
