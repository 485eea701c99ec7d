package io.pharmatrace.registry;

import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.registry.Products.BatchKey;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Which batches were archived (docs/adr/0016); written by who archives. Thread-safe. */
@Singleton
public class BatchArchive {
  /**
   * A batch that may be archived.
   *
   * @param id identifier in this installation
   * @param expiry the last day of use
   * @param archive null while its history is here
   */
  public record Shelved(long id, UUID manufacturer, ExpiryDate expiry, @Nullable Archive archive) {}

  /**
   * An archive that somebody has.
   *
   * @param since when the history was removed here
   * @param digest SHA-256 of its lines, 64 hex digits in lower case
   */
  public record Archive(OffsetDateTime since, String digest) {}

  /** Looks a batch up. */
  public Optional<Shelved> find(Handle handle, BatchKey batch) {
    return find(handle, batch, "");
  }

  /**
   * Looks a batch up and keeps others from making packs of it, or archiving it, until the caller's
   * transaction ends.
   */
  public Optional<Shelved> lock(Handle handle, BatchKey batch) {
    return find(handle, batch, "FOR UPDATE OF b");
  }

  private static Optional<Shelved> find(Handle handle, BatchKey batch, String lock) {
    return handle
        .createQuery(
            """
            SELECT b.id, p.organisation_id, b.expiry, b.archived, b.archive_digest
            FROM registry.batch b JOIN registry.product p USING (gtin)
            WHERE b.gtin = :gtin AND b.lot = :lot
            """
                + lock)
        .bind("gtin", batch.gtin().digits())
        .bind("lot", batch.lot().value())
        .map(
            (r, c) -> {
              @Nullable OffsetDateTime archived = r.getObject("archived", OffsetDateTime.class);
              return new Shelved(
                  r.getLong("id"),
                  r.getObject("organisation_id", UUID.class),
                  ExpiryDate.of(r.getObject("expiry", LocalDate.class)),
                  archived == null ? null : new Archive(archived, r.getString("archive_digest")));
            })
        .findOne();
  }

  /**
   * Notes in the caller's transaction that a batch is archived, for ever.
   *
   * @param by user name of who has the archive
   * @param digest SHA-256 of its lines, 64 hex digits in lower case
   */
  public void mark(Handle handle, long id, String by, String digest) {
    handle
        .createUpdate(
            """
            UPDATE registry.batch SET archived = now(), archived_by = :by, archive_digest = :digest
            WHERE id = :id AND archived IS NULL
            """)
        .bind("id", id)
        .bind("by", by)
        .bind("digest", digest)
        .execute();
  }
}
