package io.pharmatrace.records.application;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key on record with which an organisation signs.
 *
 * @param since when it was put on record
 * @param ended when it ceased to be valid; null while it is
 */
record AuthorKey(P256Key key, UUID organisation, Instant since, @Nullable Instant ended) {
  boolean validAt(Instant time) {
    return !time.isBefore(since) && (ended == null || time.isBefore(ended));
  }
}
