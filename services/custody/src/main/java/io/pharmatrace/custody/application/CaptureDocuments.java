package io.pharmatrace.custody.application;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Documents that come in or wait, in chunks. Thread-safe. */
@Singleton
final class CaptureDocuments {

  /** Documents of an organisation that are not done with, coming in or waiting. */
  int count(Handle handle, UUID organisation) {
    return handle
        .createQuery(
            "SELECT count(*) FROM custody.capture_document WHERE organisation_id = :organisation")
        .bind("organisation", organisation)
        .mapTo(Integer.class)
        .one();
  }

  void begin(Handle handle, UUID id, UUID organisation) {
    handle
        .createUpdate(
            "INSERT INTO custody.capture_document (id, organisation_id) VALUES (:id, :organisation)")
        .bind("id", id)
        .bind("organisation", organisation)
        .execute();
  }

  /** Whether the document still comes in; one that paused for too long was removed. */
  boolean append(Handle handle, UUID id, int n, byte[] bytes) {
    return handle
            .createUpdate(
                """
                WITH touched AS (
                  UPDATE custody.capture_document SET touched = now() WHERE id = :id RETURNING id
                )
                INSERT INTO custody.capture_chunk (job, n, bytes) SELECT id, :n, :bytes FROM touched
                """)
            .bind("id", id)
            .bind("n", n)
            .bind("bytes", bytes)
            .execute()
        == 1;
  }

  /** The document is whole and may be taken; false when it was removed because it paused. */
  boolean received(Handle handle, UUID id) {
    return handle
            .createUpdate(
                "UPDATE custody.capture_document SET received = clock_timestamp() WHERE id = :id")
            .bind("id", id)
            .execute()
        == 1;
  }

  /**
   * Takes the next document until the end of the caller's transaction. Those of one organisation
   * are taken one after the other, because the later may build on the earlier. An advisory lock,
   * and not one on the row: that would make the transaction a writing one, and as long as it lasts
   * nobody would be told what was recorded since (EventRows).
   */
  Optional<UUID> claim(Handle handle) {
    return next(handle).stream()
        .filter(
            id ->
                handle
                    .createQuery("SELECT pg_try_advisory_xact_lock(hashtextextended(:id, 0))")
                    .bind("id", id.toString())
                    .mapTo(Boolean.class)
                    .one())
        // Whoever had the lock may have done it meanwhile.
        .filter(id -> next(handle).contains(id))
        .findFirst();
  }

  /** The first of each organisation. */
  private static List<UUID> next(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT d.id FROM custody.capture_document d
            WHERE d.received IS NOT NULL AND NOT EXISTS (
              SELECT 1 FROM custody.capture_document earlier
              WHERE earlier.organisation_id = d.organisation_id
                AND (earlier.received, earlier.id) < (d.received, d.id))
            ORDER BY d.received LIMIT 100
            """)
        .mapTo(UUID.class)
        .list();
  }

  Optional<byte[]> chunk(Handle handle, UUID id, int n) {
    return handle
        .createQuery("SELECT bytes FROM custody.capture_chunk WHERE job = :id AND n = :n")
        .bind("id", id)
        .bind("n", n)
        .mapTo(byte[].class)
        .findOne();
  }

  void remove(Handle handle, UUID id) {
    handle
        .createUpdate("DELETE FROM custody.capture_document WHERE id = :id")
        .bind("id", id)
        .execute();
  }

  /** Removes what stopped coming in, because the sender or the process that read it is gone. */
  int removeAbandoned(Handle handle, Duration after) {
    return handle
        .createUpdate(
            """
            DELETE FROM custody.capture_document
            WHERE received IS NULL AND touched < now() - :seconds * interval '1 second'
            """)
        .bind("seconds", after.toSeconds())
        .execute();
  }
}
