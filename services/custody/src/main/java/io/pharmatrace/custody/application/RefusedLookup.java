package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.query.StoredDocument;
import io.pharmatrace.custody.domain.PackTransitions;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds what {@link RefusedEvents} keeps, by the units that it names. */
final class RefusedLookup {
  /** More of one organisation, or of all, about what one late event concerns are not looked at. */
  private static final int MOST_OF_ONE = 1_000;

  /** Of all. */
  private static final int MOST = 2_000;

  private RefusedLookup() {}

  /**
   * What is kept.
   *
   * @param cut whether there is more, which is not looked at
   */
  record Kept(List<Submission> events, boolean cut) {}

  private record Row(Submission event, long found) {}

  /** Those about any of these units, in the order of time; of too many ends, then the latest. */
  static Kept about(Handle handle, Collection<Epc> units) {
    List<Row> rows =
        handle
            .createQuery(
                """
            WITH found AS (
              SELECT DISTINCT u.organisation_id, u.event_hash
              FROM unnest(:names) AS n (name) JOIN custody.refused_unit u ON u.name = n.name
            )
            SELECT * FROM (
              SELECT organisation_id, document, lot, expiry, event_time,
                     row_number() OVER (PARTITION BY organisation_id
                                        ORDER BY ends DESC, event_time DESC) AS n,
                     count(*) OVER () AS found
              FROM found JOIN custody.refused_event r USING (organisation_id, event_hash)
              WHERE told >= now() - :within
                -- Told again, or parked, it may have been taken by itself.
                AND NOT EXISTS (SELECT FROM custody.event e
                                WHERE e.organisation_id = r.organisation_id
                                  AND e.event_hash = r.event_hash
                                  AND e.error_hash = decode(repeat('00', 32), 'hex'))
              ORDER BY n, event_time DESC LIMIT :most) latest
            WHERE n <= :ofOne ORDER BY event_time
            """)
            .bindArray("names", String.class, RefusedEvents.names(units))
            .bind("within", PackTransitions.UNDO_WITHIN)
            .bind("most", MOST)
            .bind("ofOne", MOST_OF_ONE)
            .map((r, c) -> new Row(submission(r), r.getLong("found")))
            .list();
    return new Kept(
        Columns.of(rows, Row::event), !rows.isEmpty() && rows.getFirst().found() > rows.size());
  }

  private static Submission submission(ResultSet r) throws SQLException {
    @Nullable String lot = r.getString("lot");
    @Nullable LocalDate expiry = r.getObject("expiry", LocalDate.class);
    return new Submission(
        r.getObject("organisation_id", UUID.class),
        StoredDocument.read(r.getString("document")),
        lot == null ? null : new Lot(lot),
        expiry == null ? null : ExpiryDate.of(expiry));
  }

  /**
   * Of what time the latest is that is kept about each of some units, and of no later than now;
   * without those about which nothing is.
   */
  static Map<Epc, OffsetDateTime> latest(Handle handle, Collection<Epc> units) {
    Map<String, Epc> names = new HashMap<>();
    units.forEach(epc -> names.put(RefusedEvents.name(epc), epc));
    Map<Epc, OffsetDateTime> latest = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT n.name, max(least(r.event_time, now())) AS time
            FROM unnest(:names) AS n (name) JOIN custody.refused_unit u ON u.name = n.name
            JOIN custody.refused_event r USING (organisation_id, event_hash)
            WHERE r.told >= now() - :within
            GROUP BY n.name
            """)
        .bindArray("names", String.class, List.copyOf(names.keySet()))
        .bind("within", PackTransitions.UNDO_WITHIN)
        .map((r, c) -> Map.entry(r.getString("name"), r.getObject("time", OffsetDateTime.class)))
        .forEach(
            row -> latest.put(Objects.requireNonNull(names.get(row.getKey())), row.getValue()));
    return latest;
  }

  /** Whether somebody told in vain that one of these units is Active again. */
  static boolean isAnyReturn(Handle handle, Collection<Epc> units) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT FROM unnest(:names) AS n (name)
                           JOIN custody.refused_unit u ON u.name = n.name
                           JOIN custody.refused_event r USING (organisation_id, event_hash)
                           WHERE r.returns)
            """)
        .bindArray("names", String.class, RefusedEvents.names(units))
        .mapTo(Boolean.class)
        .one();
  }
}
