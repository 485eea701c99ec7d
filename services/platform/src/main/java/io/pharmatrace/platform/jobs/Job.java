package io.pharmatrace.platform.jobs;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands.
 *
 * @param total items; null until it is begun
 * @param done items that were looked at
 * @param refused how many of them were refused
 * @param code why it failed, if it did
 * @param reason a sentence about that
 */
record Job(
    UUID id,
    String kind,
    State state,
    String askedBy,
    OffsetDateTime created,
    @Nullable OffsetDateTime started,
    @Nullable OffsetDateTime finished,
    @Nullable Integer total,
    int done,
    int refused,
    @Nullable String code,
    @Nullable String reason) {

  /** How far it is. */
  enum State {
    WAITING,
    RUNNING,
    /** Every item was looked at; single ones may have been refused. */
    DONE,
    /** It ended before its last item. */
    FAILED
  }
}
