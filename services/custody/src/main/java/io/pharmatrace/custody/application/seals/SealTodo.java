package io.pharmatrace.custody.application.seals;

import io.pharmatrace.anchoring.SealLog;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.transparency.Bytes32;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@link SealQueue} has written and seals do not follow yet. */
final class SealTodo {
  private static final Logger LOG = LoggerFactory.getLogger(SealTodo.class);

  private record Row(Became became, long entry) {}

  private SealTodo() {}

  /**
   * The oldest changes, those of an event together unless it has more than that.
   *
   * @param limit how many
   */
  static List<Became> next(Handle handle, SealLog log, int limit) {
    List<Row> rows =
        handle
            .createQuery(
                """
                SELECT q.*, e.entry_id,
                       CASE WHEN q.made AND u.kind = 'PACK' THEN
                         CASE WHEN custody.commissions(e) AND EXISTS (
                           SELECT FROM custody.event_unit o
                           WHERE o.event_id = e.id AND o.unit_id = q.unit_id)
                         THEN e.organisation_id ELSE (
                           -- It came to count by an event that was told later.
                           SELECT c.organisation_id
                           FROM custody.event_unit eu JOIN custody.event c ON c.id = eu.event_id
                           WHERE eu.unit_id = q.unit_id AND custody.commissions(c)
                           ORDER BY c.declared_by IS NULL DESC, c.id DESC LIMIT 1) END
                       END AS maker
                FROM (SELECT * FROM custody.seal_todo ORDER BY id LIMIT :limit) q
                JOIN custody.unit u ON u.id = q.unit_id
                JOIN custody.event e ON e.id = q.event_id
                ORDER BY q.id
                """)
            .bind("limit", limit)
            .map((r, c) -> row(r))
            .list();
    if (rows.size() == limit) {
      Set<Long> cut = cut(handle, rows);
      List<Row> whole = rows.stream().filter(r -> !cut.contains(r.became.event())).toList();
      rows = whole.isEmpty() ? rows : whole;
    }
    Map<Long, Bytes32> digests = log.digests(handle, Columns.of(rows, Row::entry));
    List<Became> changes = new ArrayList<>();
    for (Row row : rows) {
      changes.add(row.became.about(Objects.requireNonNull(digests.get(row.entry))));
    }
    return changes;
  }

  /** To whom something is under way by the oldest changes. */
  static List<UUID> receivers(Handle handle, int limit) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT in_transit_to
            FROM (SELECT in_transit_to FROM custody.seal_todo ORDER BY id LIMIT :limit) q
            WHERE in_transit_to IS NOT NULL ORDER BY in_transit_to
            """)
        .bind("limit", limit)
        .mapTo(UUID.class)
        .list();
  }

  /** Events of which more is waiting behind these. */
  private static Set<Long> cut(Handle handle, List<Row> rows) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT event_id FROM custody.seal_todo
            WHERE id > :last AND event_id = ANY(:events)
            """)
        .bind("last", rows.getLast().became.id())
        .bindArray("events", Long.class, Set.copyOf(Columns.of(rows, row -> row.became.event())))
        .mapTo(Long.class)
        .set();
  }

  private static Row row(ResultSet r) throws SQLException {
    @Nullable String was = r.getString("was_state");
    return new Row(
        new Became(
            r.getLong("id"),
            r.getLong("event_id"),
            Bytes32.ZERO,
            r.getLong("unit_id"),
            r.getObject("maker", UUID.class),
            was == null
                ? null
                : new Became.Was(
                    UnitState.of(was),
                    r.getObject("was_in", Long.class),
                    r.getObject("was_with", UUID.class)),
            UnitState.of(r.getString("state")),
            r.getObject("parent_id", Long.class),
            r.getObject("custodian_id", UUID.class),
            r.getObject("in_transit_to", UUID.class),
            r.getObject("state_since", OffsetDateTime.class)),
        r.getLong("entry_id"));
  }

  /** Rows of no event, which nobody can follow: they would keep their units from comparison. */
  static void forgetMadeUp(Handle handle) {
    int rows =
        handle.execute(
            """
            DELETE FROM custody.seal_todo q
            WHERE NOT EXISTS (SELECT FROM custody.event e WHERE e.id = q.event_id)
               OR NOT EXISTS (SELECT FROM custody.unit u WHERE u.id = q.unit_id)
            """);
    if (rows > 0) {
      LOG.error("{} changes of units, for seals to follow, were of no event on record", rows);
    }
  }

  /** Seals follow them now, or never will. */
  static void done(Handle handle, List<Became> changes) {
    handle
        .createUpdate("DELETE FROM custody.seal_todo WHERE id = ANY(:ids)")
        .bindArray("ids", Long.class, Columns.of(changes, Became::id))
        .execute();
  }
}
