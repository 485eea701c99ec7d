package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Commitment;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Slots that are to be closed on chain. What was handed over is not before the receiver's
 * acceptance is there: else it would be nobody's if that never came.
 */
final class OpenClosings {
  /** Of {@code anchoring.closing k}: it may be closed now. */
  static final String IS_DUE =
      """
      k.sequence IS NULL
      AND (k.acceptance IS NULL OR EXISTS (
             SELECT FROM anchoring.seal_entry s
             JOIN anchoring.entry a ON a.id = s.entry_id
             JOIN anchoring.commitment c ON c.organisation = a.organisation AND c.sequence = a.sequence
             WHERE s.leaf_hash = k.acceptance AND c.confirmed_at IS NOT NULL))
      """;

  private OpenClosings() {}

  static boolean any(Handle handle, UUID organisation) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT FROM anchoring.closing k"
                + " WHERE k.organisation = :organisation AND "
                + IS_DUE
                + ")")
        .bind("organisation", organisation)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * The commitment takes as many as it can, oldest entries first, of those whose entries are in the
   * log by now.
   */
  static void commit(Handle handle, UUID organisation, long sequence) {
    handle
        .createUpdate(
            """
            WITH chosen AS (
              SELECT k.entry_id, k.place,
                     row_number() OVER (ORDER BY k.entry_id, k.place) - 1 AS closure
              FROM anchoring.closing k JOIN anchoring.entry e ON e.id = k.entry_id
              WHERE k.organisation = :organisation AND e.sequence IS NOT NULL AND
            """
                + IS_DUE
                + """
              ORDER BY k.entry_id, k.place LIMIT :most),
            taken AS (
              UPDATE anchoring.closing k SET sequence = :sequence, closure = c.closure
              FROM chosen c WHERE k.entry_id = c.entry_id AND k.place = c.place
              RETURNING c.closure, k.seal || k.slots || k.binding AS words)
            UPDATE anchoring.commitment
            SET closures = (SELECT coalesce(string_agg(words, ''::bytea ORDER BY closure), '') FROM taken)
            WHERE organisation = :organisation AND sequence = :sequence
              AND EXISTS (SELECT FROM taken)
            """)
        .bind("organisation", organisation)
        .bind("sequence", sequence)
        .bind("most", Commitment.MAX_CLOSURES)
        .execute();
  }
}
