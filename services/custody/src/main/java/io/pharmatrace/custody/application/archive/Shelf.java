package io.pharmatrace.custody.application.archive;

import io.pharmatrace.custody.BatchRecords;
import io.pharmatrace.custody.domain.Retention;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.registry.Products.BatchKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What custody knows of batches whose history is here: how large it is and why it is kept. */
final class Shelf {
  /**
   * A batch with packs.
   *
   * @param packs ever commissioned, in error or not
   * @param events that name one of them
   * @param bytes of the documents of these events
   */
  record Row(long id, BatchKey key, Retention retention, long packs, long events, long bytes) {}

  /**
   * Expired a year ago, and no event is found that keeps it, so that few are looked at closely; the
   * rest decides {@link Retention}. Of what was made within the last five years, which is most, the
   * first pack already says so.
   */
  private static final String ROWS =
      """
      SELECT b.id, b.gtin, b.lot, b.expiry, p.packs, e.*
      FROM (SELECT id, gtin, lot, expiry FROM registry.batches
            WHERE archived IS NULL AND expiry < CAST(:expired AS date)
              AND (:manufacturer IS NULL OR manufacturer_id = :manufacturer)
              AND (:batch IS NULL OR id = :batch)
              AND (SELECT count(*) FROM (
                     SELECT FROM custody.unit u
                     JOIN custody.event_unit eu ON eu.unit_id = u.id
                     JOIN custody.event e ON e.id = eu.event_id
                     WHERE u.batch_id = registry.batches.id
                       AND (e.event_time > :handled
                            OR (e.event_time > :released
                                AND (e.action = 'ADD' OR e.event_type = 'TransformationEvent')))
                     LIMIT 1) keeping) = 0
            ORDER BY expiry, id OFFSET 0) b
      CROSS JOIN LATERAL (
        SELECT count(*) AS packs FROM custody.unit WHERE batch_id = b.id) p
      CROSS JOIN LATERAL (
        SELECT count(*) AS events, coalesce(sum(length(e.document)), 0) AS bytes,
               max(e.event_time) AS latest,
               max(e.event_time) FILTER (WHERE e.action = 'ADD' OR e.event_type = 'TransformationEvent')
                 AS released
        FROM custody.event e
        WHERE e.id IN (SELECT eu.event_id FROM custody.unit u
                       JOIN custody.event_unit eu ON eu.unit_id = u.id
                       WHERE u.batch_id = b.id)) e
      WHERE e.events > 0
      ORDER BY b.expiry, b.id
      """
          .replace(":manufacturer", "CAST(:manufacturer AS uuid)")
          .replace(":batch", "CAST(:batch AS bigint)");

  /** Also what once held one, of which the offer would go with it. */
  private static final String ON_ITS_WAY =
      """
      WITH RECURSIVE up (id) AS (
        SELECT id FROM custody.unit WHERE batch_id = :batch
        UNION
        SELECT m.parent_id FROM up JOIN custody.membership m ON m.child_id = up.id
      ) SELECT EXISTS (SELECT FROM up JOIN custody.unit u ON u.id = up.id
                       WHERE u.in_transit_to IS NOT NULL)
      """;

  /** A case is of a batch of its own: what was in it comes first. */
  private static final String HOLDS_OTHERS =
      """
      SELECT EXISTS (SELECT FROM custody.unit u JOIN custody.membership m ON m.parent_id = u.id
                     WHERE u.batch_id = :batch AND u.kind <> 'PACK')
      """;

  private static final String RECALL_UNTOLD =
      """
      SELECT EXISTS (SELECT FROM registry.batches b JOIN registry.recalls r ON r.gtin = b.gtin
                       AND (r.lot IS NULL OR r.lot = b.lot)
                     WHERE b.id = :batch
                       AND NOT EXISTS (SELECT FROM custody.recall_told t WHERE t.recall_id = r.id))
      """;

  /** Also about what ever held a pack of it. */
  private static final String NOT_ANCHORED =
      """
      WITH RECURSIVE up (id) AS (
        SELECT id FROM custody.unit WHERE batch_id = :batch
        UNION
        SELECT m.parent_id FROM up JOIN custody.membership m ON m.child_id = up.id
      ) SELECT EXISTS (SELECT FROM up JOIN custody.event_unit eu ON eu.unit_id = up.id
                       JOIN custody.event e ON e.id = eu.event_id
                       LEFT JOIN anchoring.entry_status s ON s.entry_id = e.entry_id
                       WHERE s.anchored IS NOT TRUE)
      """;

  /** Who ships a pallet names none of its packs. */
  private static final String HANDLED_LATELY =
      """
      WITH RECURSIVE up (id) AS (
        SELECT m.parent_id FROM custody.unit u JOIN custody.membership m ON m.child_id = u.id
        WHERE u.batch_id = :batch
        UNION
        SELECT m.parent_id FROM up JOIN custody.membership m ON m.child_id = up.id
      ) SELECT EXISTS (SELECT FROM up JOIN custody.event_unit eu ON eu.unit_id = up.id
                       JOIN custody.event e ON e.id = eu.event_id
                       WHERE e.event_time > now() - interval '1 year')
      """;

  private static final String HOLDERS =
      """
      WITH RECURSIVE up (id) AS (
        SELECT m.parent_id FROM custody.unit u JOIN custody.membership m ON m.child_id = u.id
        WHERE u.batch_id = :batch
        UNION
        SELECT m.parent_id FROM up JOIN custody.membership m ON m.child_id = up.id
      ) SELECT u.key FROM up JOIN custody.unit u ON u.id = up.id WHERE u.kind = 'SSCC'
      """;

  private Shelf() {}

  /**
   * Those whose time is over, the longest expired first.
   *
   * @param manufacturer whose, or null for everybody's
   * @param batch which alone, or null for all
   * @return read as it is asked for; to be closed
   */
  static Stream<Row> due(
      Handle handle, @Nullable UUID manufacturer, @Nullable Long batch, OffsetDateTime now) {
    return handle
        .createQuery(ROWS)
        .setFetchSize(1)
        .bind("expired", now.minusYears(1).toLocalDate())
        // A day less: years are not all as long.
        .bind("handled", now.minusYears(1).plusDays(1))
        .bind("released", now.minusYears(5).plusDays(1))
        .bindByType("manufacturer", manufacturer, UUID.class)
        .bindByType("batch", batch, Long.class)
        .map((r, c) -> row(r))
        .stream()
        .filter(row -> row.retention().isOver(now));
  }

  private static Row row(ResultSet r) throws SQLException {
    OffsetDateTime latest = r.getObject("latest", OffsetDateTime.class);
    return new Row(
        r.getLong("id"),
        new BatchKey(new Gtin(r.getString("gtin")), new Lot(r.getString("lot"))),
        new Retention(
            ExpiryDate.of(r.getObject("expiry", LocalDate.class)),
            // Commissioning alone brings packs; should it be missing, the latest is safe.
            Optional.ofNullable(r.getObject("released", OffsetDateTime.class)).orElse(latest),
            latest),
        r.getLong("packs"),
        r.getLong("events"),
        r.getLong("bytes"));
  }

  /** What keeps a batch from being archived though its time is over, in words. */
  static List<String> obstacles(Handle handle, long batch, BatchRecords others) {
    List<String> found = new ArrayList<>();
    if (holds(handle, ON_ITS_WAY, batch)) {
      found.add("A pack of it, or what held one, is on its way to somebody.");
    }
    if (holds(handle, HOLDS_OTHERS, batch)) {
      found.add("What its cases held has to be archived first.");
    }
    if (holds(handle, HANDLED_LATELY, batch)) {
      found.add("Something happened within the last year with what held a pack of it.");
    }
    if (holds(handle, RECALL_UNTOLD, batch)) {
      found.add("Its holders are still to be told of a recall.");
    }
    if (holds(handle, NOT_ANCHORED, batch)) {
      found.add("An event about it is not yet anchored.");
    }
    if (others.hasOpenCase(handle, batch, holders(handle, batch))) {
      found.add("A case about a pack of it, or about what held one, is open.");
    }
    return found;
  }

  private static List<String> holders(Handle handle, long batch) {
    return handle.createQuery(HOLDERS).bind("batch", batch).mapTo(String.class).list();
  }

  private static boolean holds(Handle handle, String question, long batch) {
    return handle.createQuery(question).bind("batch", batch).mapTo(Boolean.class).one();
  }
}
