package io.pharmatrace.verification.application;

import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.kafka.Topics;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.Outbox;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What organisations are told, each in one order. A notice gets its position after it was
 * committed, one process at a time, so that who has read up to a position has missed nothing.
 * Thread-safe.
 */
@Singleton
public final class NoticeQueue {
  private static final int BATCH = 500;
  private static final int REMOVED_AT_ONCE = 5_000;

  /** Any constant that no other advisory lock of this database uses. */
  private static final long LOCK = 0x5054414C45525453L;

  private static final String SELECT =
      """
      SELECT n.organisation_id, n.position, n.what, n.noted, a.id, a.code, a.kind, a.entry, n.state, n.version,
             n.recall_id, r.gtin, r.lot, r.country, r.since, r.reason, n.packs, n.incoming
      FROM verification.notice n LEFT JOIN verification.alert a ON a.number = n.number
      LEFT JOIN registry.recalls r ON r.id = n.recall_id
      """;

  private final Jdbi jdbi;
  private final Outbox outbox;
  private final Json json;

  NoticeQueue(Jdbi jdbi, Outbox outbox, Json json) {
    this.jdbi = jdbi;
    this.outbox = outbox;
    this.json = json;
  }

  /**
   * Gives new notices their positions, and owes them to topics alerts and recalls.
   *
   * @return whether there were any
   */
  public boolean place() {
    return jdbi.inTransaction(
        handle -> {
          boolean mine =
              handle
                  .createQuery("SELECT pg_try_advisory_xact_lock(:lock)")
                  .bind("lock", LOCK)
                  .mapTo(Boolean.class)
                  .one();
          return mine && place(handle);
        });
  }

  private boolean place(Handle handle) {
    List<Long> placed =
        handle
            .createQuery(
                """
                WITH fresh AS (
                  SELECT id, organisation_id FROM verification.notice
                  WHERE position IS NULL ORDER BY id LIMIT :batch
                ), counted AS (
                  SELECT organisation_id, count(*) AS n FROM fresh GROUP BY organisation_id
                ), told AS (
                  INSERT INTO verification.told AS t (organisation_id, position)
                  SELECT organisation_id, n FROM counted ORDER BY organisation_id
                  ON CONFLICT (organisation_id) DO UPDATE
                  SET position = t.position + excluded.position
                  RETURNING organisation_id, position
                )
                UPDATE verification.notice n SET position = p.position
                FROM (SELECT f.id,
                             t.position - c.n
                             + row_number() OVER (PARTITION BY f.organisation_id ORDER BY f.id)
                               AS position
                      FROM fresh f JOIN counted c USING (organisation_id)
                      JOIN told t USING (organisation_id)) p
                WHERE n.id = p.id
                RETURNING n.id
                """)
            .bind("batch", BATCH)
            .mapTo(Long.class)
            .list();
    List<Notice> notices =
        handle
            .createQuery(SELECT + "WHERE n.id = ANY(:ids) ORDER BY n.id")
            .bindArray("ids", Long.class, placed)
            .map((r, c) -> map(r))
            .list();
    outbox.append(
        handle,
        notices.stream()
            .map(n -> new Outbox.Message(topic(n), n.organisation(), json.write(n)))
            .toList());
    return !placed.isEmpty();
  }

  /**
   * Forgets notices that are so old, but for those that a webhook has not taken yet; and which
   * events raised what and what was mistyped, so long ago.
   *
   * @return whether there may be more
   */
  public boolean removeOlderThan(Duration age) {
    return jdbi.inTransaction(
        handle ->
            handle
                    .createQuery(
                        """
                        WITH mistyped AS (
                          DELETE FROM verification.typed
                          WHERE ctid = ANY(ARRAY(
                            SELECT ctid FROM verification.typed
                            WHERE typed < now() - :seconds * interval '1 second' LIMIT :batch))
                          RETURNING 1
                        ), events AS (
                          DELETE FROM verification.raised_event
                          WHERE ctid = ANY(ARRAY(
                            SELECT ctid FROM verification.raised_event
                            WHERE raised < now() - :seconds * interval '1 second' LIMIT :batch))
                          RETURNING 1
                        ), notices AS (
                        DELETE FROM verification.notice
                        WHERE id = ANY(ARRAY(
                          SELECT n.id FROM verification.notice n
                          WHERE n.noted < now() - :seconds * interval '1 second'
                            AND n.position IS NOT NULL
                            AND NOT EXISTS (SELECT FROM verification.webhook w
                                            WHERE w.organisation_id = n.organisation_id
                                              AND w.position < n.position)
                          ORDER BY n.noted LIMIT :batch))
                        RETURNING 1
                        )
                        SELECT greatest((SELECT count(*) FROM mistyped),
                          (SELECT count(*) FROM events), (SELECT count(*) FROM notices))
                        """)
                    .bind("seconds", age.toSeconds())
                    .bind("batch", REMOVED_AT_ONCE)
                    .mapTo(Integer.class)
                    .one()
                == REMOVED_AT_ONCE);
  }

  /** How far an organisation has been told; 0 when it never was. */
  public long last(UUID organisation) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT coalesce((SELECT position FROM verification.told
                                     WHERE organisation_id = :organisation), 0)
                    """)
                .bind("organisation", organisation)
                .mapTo(Long.class)
                .one());
  }

  /** How far each organisation has been told that ever was. */
  public Map<UUID, Long> positions() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT organisation_id, position FROM verification.told")
                .map((r, c) -> Map.entry(r.getObject(1, UUID.class), r.getLong(2)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  /** What an organisation is told behind a position, in order. */
  public List<Notice> after(UUID organisation, long position, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + """
                        WHERE n.organisation_id = :organisation AND n.position > :position
                        ORDER BY n.position LIMIT :limit
                        """)
                .bind("organisation", organisation)
                .bind("position", position)
                .bind("limit", limit)
                .map((r, c) -> map(r))
                .list());
  }

  private static String topic(Notice notice) {
    return switch (notice) {
      case AlertNotice _ -> Topics.ALERTS;
      case RecallNotice _ -> Topics.RECALLS;
    };
  }

  private static Notice map(ResultSet r) throws SQLException {
    return r.getString("code") == null ? recall(r) : alert(r);
  }

  private static AlertNotice alert(ResultSet r) throws SQLException {
    Suspicions.Code code = Suspicions.Code.of(r.getString("code"));
    return new AlertNotice(
        r.getString("organisation_id"),
        r.getLong("position"),
        r.getString("id"),
        code.text(),
        r.getString("kind"),
        code.meaning(),
        r.getString("entry"),
        r.getString("what"),
        r.getString("state"),
        r.getInt("version"),
        utc(r, "noted"));
  }

  private static RecallNotice recall(ResultSet r) throws SQLException {
    return new RecallNotice(
        r.getString("organisation_id"),
        r.getLong("position"),
        r.getLong("recall_id"),
        r.getString("what"),
        r.getString("gtin"),
        r.getString("lot"),
        r.getString("country"),
        utc(r, "since"),
        r.getString("reason"),
        r.getLong("packs"),
        r.getLong("incoming"),
        utc(r, "noted"));
  }

  private static String utc(ResultSet r, String column) throws SQLException {
    return r.getObject(column, OffsetDateTime.class)
        .withOffsetSameInstant(ZoneOffset.UTC)
        .toString();
  }
}
