package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Commitment;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Slots that are to be closed on chain. */
final class OpenClosings {
  private OpenClosings() {}

  static boolean any(Handle handle, UUID organisation) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT FROM anchoring.closing"
                + " WHERE organisation = :organisation AND sequence IS NULL)")
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
              WHERE k.organisation = :organisation AND k.sequence IS NULL
                AND e.sequence IS NOT NULL
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
