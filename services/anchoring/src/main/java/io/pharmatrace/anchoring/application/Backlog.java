package io.pharmatrace.anchoring.application;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** How much waits to be anchored; measured now and then, read at any time. Thread-safe. */
@Singleton
public final class Backlog {
  /**
   * A measurement.
   *
   * @param pendingEntries entries not confirmed on chain
   * @param oldestPending when the oldest of them was logged
   * @param openCommitments sealed and not confirmed
   * @param unsent of these, those for which no transaction was taken by a node
   * @param refused why the chain refuses one of them, if it does
   * @param pendingRecalls recalls not on the board, those that it refuses included
   * @param refusedRecalls of these, those that it refuses
   * @param lostDocuments entries that came back from the journal without their documents
   */
  public record Measured(
      long pendingEntries,
      Optional<Instant> oldestPending,
      long openCommitments,
      long unsent,
      Optional<String> refused,
      long pendingRecalls,
      long refusedRecalls,
      long lostDocuments) {
    /** Age of the oldest pending entry, zero when there is none. */
    public Duration lag() {
      return oldestPending
          .map(since -> Duration.between(since, Instant.now()))
          .orElse(Duration.ZERO);
    }
  }

  private final Jdbi jdbi;
  private volatile Measured last =
      new Measured(0, Optional.empty(), 0, 0, Optional.empty(), 0, 0, 0);

  Backlog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The last measurement. */
  public Measured last() {
    return last;
  }

  /** Measures anew. */
  public void measure() {
    last =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        WITH open AS (
                          SELECT c.*, EXISTS (
                            SELECT FROM anchoring.submission s
                            WHERE s.organisation = c.organisation AND s.sequence = c.sequence
                              AND s.sent_at IS NOT NULL) AS sent
                          FROM anchoring.commitment c WHERE c.confirmed_at IS NULL),
                        unsealed AS (
                          SELECT count(*) AS entries, min(appended) AS oldest
                          FROM anchoring.entry WHERE sequence IS NULL)
                        SELECT u.entries + coalesce(sum(o.log_size - o.first_leaf), 0) AS pending,
                               least(u.oldest, min(
                                 (SELECT e.appended FROM anchoring.entry e
                                  WHERE e.organisation = o.organisation
                                    AND e.leaf_index = o.first_leaf))) AS oldest,
                               count(o.sequence) AS open,
                               count(o.sequence) FILTER (WHERE NOT o.sent) AS unsent,
                               min(o.refused) AS refused,
                               (SELECT count(*) FROM anchoring.recall
                                WHERE confirmed_at IS NULL) AS recalls,
                               (SELECT count(refused) FROM anchoring.recall
                                WHERE confirmed_at IS NULL) AS refused_recalls,
                               (SELECT count(*) FROM anchoring.returned
                                WHERE found_at IS NULL) AS lost_documents
                        FROM unsealed u LEFT JOIN open o ON true GROUP BY u.entries, u.oldest
                        """)
                    .map(
                        (r, c) ->
                            new Measured(
                                r.getLong("pending"),
                                Optional.ofNullable(r.getObject("oldest", OffsetDateTime.class))
                                    .map(OffsetDateTime::toInstant),
                                r.getLong("open"),
                                r.getLong("unsent"),
                                Optional.ofNullable(r.getString("refused")),
                                r.getLong("recalls"),
                                r.getLong("refused_recalls"),
                                r.getLong("lost_documents")))
                    .one());
  }
}
