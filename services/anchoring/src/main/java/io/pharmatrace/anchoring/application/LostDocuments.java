package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.NewEntry;
import io.pharmatrace.anchoring.ReturnedEntries;
import io.pharmatrace.anchoring.ReturnedEntry;
import io.pharmatrace.transparency.EntryType;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Entries that came back from the journal, which has no documents. */
@Singleton
final class LostDocuments implements ReturnedEntries {
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
            FROM anchoring.entry e WHERE e.id = ANY (:ids) AND e.type <> :padding
            """)
        .bind("organisation", organisation)
        .bind("padding", EntryType.PADDING.code())
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

  @Override
  public void found(Handle transaction, Collection<Long> ids) {
    transaction
        .createUpdate(
            "UPDATE anchoring.returned SET found_at = now()"
                + " WHERE found_at IS NULL AND entry_id = ANY (:ids)")
        .bindArray("ids", Long.class, List.copyOf(ids))
        .execute();
  }

  @Override
  public List<ReturnedEntry> list(Handle handle, long after, int limit, boolean lost) {
    return handle
        .createQuery(
            """
            SELECT e.id, e.organisation, e.type, e.sequence, e.leaf_index, e.content_digest,
                   e.units, r.returned_at, r.found_at IS NULL AS lost
            FROM anchoring.returned r JOIN anchoring.entry e ON e.id = r.entry_id
            WHERE r.entry_id > :after AND (r.found_at IS NULL OR NOT :lost)
            ORDER BY r.entry_id LIMIT :limit
            """)
        .bind("after", after)
        .bind("lost", lost)
        .bind("limit", limit)
        .map((r, c) -> map(r))
        .list();
  }

  private static ReturnedEntry map(ResultSet r) throws SQLException {
    byte[] units = r.getBytes("units");
    return new ReturnedEntry(
        r.getLong("id"),
        r.getObject("organisation", UUID.class),
        EntryType.ofCode(r.getInt("type")),
        r.getLong("sequence"),
        r.getLong("leaf_index"),
        Bytea.get(r, "content_digest"),
        units == null ? 0 : UnitList.decode(units).size(),
        r.getObject("returned_at", OffsetDateTime.class).toInstant(),
        r.getBoolean("lost"));
  }
}
