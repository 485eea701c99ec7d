package io.pharmatrace.anchoring.application;

import java.util.List;
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

  /**
   * How many slots a commitment may close.
   *
   * @param placed entries that get their places in it, beside those that have one
   * @param most what it can take
   */
  static int due(Handle handle, UUID organisation, List<Long> placed, int most) {
    return handle
        .createQuery(
            """
            SELECT count(*) FROM (
              SELECT FROM anchoring.closing k JOIN anchoring.entry e ON e.id = k.entry_id
              WHERE k.organisation = :organisation
                AND (e.sequence IS NOT NULL OR e.id = ANY(:placed)) AND
            """
                + IS_DUE
                + "LIMIT :most) AS due")
        .bind("organisation", organisation)
        .bindArray("placed", Long.class, placed)
        .bind("most", most)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * The commitment takes as many as it can, oldest entries first, of those whose entries are in the
   * log by now; in the order of their seals, which tells nothing of which is older, or padding.
   */
  static void commit(Handle handle, UUID organisation, long sequence, int most) {
    handle
        .createUpdate(
            """
            WITH oldest AS (
              SELECT k.entry_id, k.place, k.seal, k.slots
              FROM anchoring.closing k JOIN anchoring.entry e ON e.id = k.entry_id
              WHERE k.organisation = :organisation AND e.sequence IS NOT NULL AND
            """
                + IS_DUE
                + """
              ORDER BY k.entry_id, k.place LIMIT :most),
            chosen AS (
              SELECT entry_id, place, row_number() OVER (ORDER BY seal, slots) - 1 AS closure
              FROM oldest),
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
        .bind("most", most)
        .execute();
  }
}
