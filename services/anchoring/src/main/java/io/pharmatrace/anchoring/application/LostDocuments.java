package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.NewEntry;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Entries that came back from the journal, which has no documents. */
final class LostDocuments {
  private LostDocuments() {}

  /**
   * Notes entries that came back. A document that was logged again before they did is not lost; all
   * such entries are still without a place.
   *
   * @param ids of the entries, of one organisation
   */
  static void note(Handle handle, UUID organisation, List<Long> ids) {
    handle
        .createUpdate(
            """
            INSERT INTO anchoring.returned (entry_id, organisation, content_digest, found_at)
            SELECT e.id, e.organisation, e.content_digest,
                   CASE WHEN EXISTS (
                     SELECT FROM anchoring.entry again
                     WHERE again.organisation = :organisation AND again.sequence IS NULL
                       AND again.content_digest = e.content_digest
                       AND again.id <> ALL (:ids)) THEN now() END
            FROM anchoring.entry e WHERE e.id = ANY (:ids) AND e.type <> 255
            """)
        .bind("organisation", organisation)
        .bindArray("ids", Long.class, ids)
        .execute();
  }

  /** These are about to be logged: whatever came back with the same digest has its document. */
  static void found(Handle handle, UUID organisation, List<NewEntry> entries) {
    handle
        .createUpdate(
            """
            UPDATE anchoring.returned SET found_at = now()
            WHERE found_at IS NULL AND organisation = :organisation
              AND content_digest = ANY (:digests)
            """)
        .bind("organisation", organisation)
        .bind("digests", Bytea.array(entries, NewEntry::contentDigest))
        .execute();
  }
}
