package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.Involvement.Pair;
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
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds what {@link RefusedEvents} keeps, by the units that it names. */
final class RefusedLookup {
  /** More of one organisation, or of all, about what one late event concerns are not looked at. */
  private static final int MOST_OF_ONE = 1_000;

  /** Of all. */
  private static final int MOST = 2_000;

  /** Of what one organisation told: all of it is in memory at once. */
  private static final int MOST_CHARACTERS = 8_000_000;

  /** Units that a receiver told of in vain, for each shipment: looked up under locks. */
  private static final int MOST_NAMES = 5_000;

  private RefusedLookup() {}

  /**
   * What is kept.
   *
   * @param cut whether there is more, which is not looked at
   */
  record Kept(List<Refused> events, boolean cut) {}

  /** An event that was refused when it was told. */
  record Refused(Submission event, OffsetDateTime told) {}

  private record Row(Refused event, long found) {}

  /**
   * Those about any of these units by any of these organisations, in the order of time; of too many
   * ends, then the latest.
   */
  static Kept about(Handle handle, Collection<Epc> units, Collection<UUID> tellers) {
    List<Row> rows =
        handle
            .createQuery(
                """
            WITH found AS (
              SELECT DISTINCT u.organisation_id, u.event_hash
              FROM unnest(:names) AS n (name) JOIN custody.refused_unit u ON u.name = n.name
              WHERE u.organisation_id = ANY(:tellers)
            )
            SELECT * FROM (
              SELECT organisation_id, document, lot, expiry, event_time, told,
                     row_number() OVER (PARTITION BY organisation_id
                                        ORDER BY ends DESC, event_time DESC) AS n,
                     count(*) OVER () AS found,
                     sum(length(document)) OVER (
                       PARTITION BY organisation_id ORDER BY ends DESC, event_time DESC
                       ROWS UNBOUNDED PRECEDING) AS characters
              FROM found JOIN custody.refused_event r USING (organisation_id, event_hash)
              WHERE told >= now() - :within
                -- Told again, or parked, it may have been taken by itself.
                AND NOT EXISTS (SELECT FROM custody.event e
                                WHERE e.organisation_id = r.organisation_id
                                  AND e.event_hash = r.event_hash
                                  AND e.error_hash = decode(repeat('00', 32), 'hex'))
              ORDER BY n, event_time DESC LIMIT :most) latest
            WHERE n <= :ofOne AND characters <= :characters ORDER BY event_time
            """)
            .bindArray("names", String.class, RefusedEvents.names(units))
            .bindArray("tellers", UUID.class, tellers)
            .bind("within", PackTransitions.UNDO_WITHIN)
            .bind("most", MOST)
            .bind("ofOne", MOST_OF_ONE)
            .bind("characters", MOST_CHARACTERS)
            .map((r, c) -> new Row(refused(r), r.getLong("found")))
            .list();
    return new Kept(
        Columns.of(rows, Row::event), !rows.isEmpty() && rows.getFirst().found() > rows.size());
  }

  private static Refused refused(ResultSet r) throws SQLException {
    return new Refused(submission(r), r.getObject("told", OffsetDateTime.class));
  }

  private static Submission submission(ResultSet r) throws SQLException {
    @Nullable String lot = r.getString("lot");
    @Nullable LocalDate expiry = r.getObject("expiry", LocalDate.class);
    return new Submission(
        r.getObject("organisation_id", UUID.class),
        StoredDocument.read(r.getString("document")),
        lot == null ? null : new Lot(lot),
        expiry == null ? null : ExpiryDate.of(expiry),
        null);
  }

  /**
   * What an organisation told in vain of a unit.
   *
   * @param time of the latest, and of no later than now
   * @param born whether the unit would have come into being by anything that was told in vain
   */
  record Vain(Pair about, OffsetDateTime time, boolean born) {}

  /** What is kept of what each of these organisations told of the unit. */
  static List<Vain> latest(Handle handle, Collection<Pair> pairs) {
    List<Pair> asked = List.copyOf(pairs);
    return handle
        .createQuery(
            """
            SELECT n.place, max(least(r.event_time, now())) AS time,
                   EXISTS (SELECT FROM custody.refused_unit b
                           JOIN custody.refused_event m USING (organisation_id, event_hash)
                           WHERE b.name = n.name AND b.born
                             AND m.told >= now() - :within) AS born
            FROM unnest(:names, :tellers) WITH ORDINALITY AS n (name, teller, place)
            JOIN custody.refused_unit u ON u.name = n.name AND u.organisation_id = n.teller
            JOIN custody.refused_event r USING (organisation_id, event_hash)
            WHERE r.told >= now() - :within
            GROUP BY n.place, n.name
            """)
        .bindArray("names", String.class, Columns.of(asked, p -> RefusedEvents.name(p.unit())))
        .bindArray("tellers", UUID.class, Columns.of(asked, Pair::organisation))
        .bind("within", PackTransitions.UNDO_WITHIN)
        .map(
            (r, c) ->
                new Vain(
                    asked.get(r.getInt("place") - 1),
                    r.getObject("time", OffsetDateTime.class),
                    r.getBoolean("born")))
        .list();
  }

  /** Those of these organisations that told in vain of what happened after some time. */
  static Set<UUID> tellers(Handle handle, Collection<UUID> organisations, OffsetDateTime since) {
    return Set.copyOf(
        handle
            .createQuery(
                """
                SELECT o.id FROM unnest(:organisations) AS o (id)
                WHERE EXISTS (SELECT FROM custody.refused_event r
                              WHERE r.organisation_id = o.id AND r.event_time > :since
                                AND r.told >= now() - :within)
                """)
            .bindArray("organisations", UUID.class, organisations)
            .bind("since", since)
            .bind("within", PackTransitions.UNDO_WITHIN)
            .mapTo(UUID.class)
            .list());
  }

  /**
   * Of what time the latest is, and of no later than now, that a receiver told in vain of a unit
   * that is shipped to him, or of what is in that, and that is of later than the shipment.
   *
   * @param shipments units, each with who is to receive it
   * @param since when the earliest of them was shipped
   * @return without those of which nothing was told
   */
  static Map<Epc, OffsetDateTime> byReceivers(
      Handle handle, List<Pair> shipments, OffsetDateTime since) {
    Map<Epc, OffsetDateTime> latest = new HashMap<>();
    handle
        .createQuery(
            """
            WITH RECURSIVE shipped AS (
              SELECT * FROM unnest(:keys, :serials, :receivers) WITH ORDINALITY
                AS s (key, serial, receiver, place)
            ), few AS MATERIALIZED (
              SELECT organisation_id, n.name, event_time
              FROM (SELECT DISTINCT receiver FROM shipped) s
              CROSS JOIN LATERAL (
                SELECT organisation_id, event_hash, event_time FROM custody.refused_event
                WHERE organisation_id = s.receiver AND event_time > :since
                  AND told >= now() - :within
                ORDER BY event_time DESC LIMIT :most) r
              JOIN custody.refused_unit n USING (organisation_id, event_hash)
              ORDER BY event_time DESC LIMIT :names
            ), told (organisation_id, id, time) AS (
              SELECT few.organisation_id, u.id, max(few.event_time)
              -- By index, one by one, however many the planner expects.
              FROM few CROSS JOIN LATERAL (
                SELECT id FROM custody.unit WHERE key = split_part(few.name, ' ', 1)
                  AND serial = substr(few.name, strpos(few.name, ' ') + 1) OFFSET 0) u
              GROUP BY few.organisation_id, u.id
            ), up AS (
              SELECT * FROM told
              UNION
              SELECT up.organisation_id, u.parent_id, up.time
              FROM up CROSS JOIN LATERAL (
                SELECT parent_id FROM custody.unit WHERE id = up.id OFFSET 0) u
              WHERE u.parent_id IS NOT NULL
            )
            SELECT s.place, max(least(up.time, now())) AS time
            FROM shipped s JOIN custody.unit u ON u.key = s.key AND u.serial = s.serial
            JOIN up ON up.id = u.id AND up.organisation_id = s.receiver
            GROUP BY s.place
            """)
        .bindArray("keys", String.class, Columns.of(shipments, p -> UnitKey.key(p.unit())))
        .bindArray("serials", String.class, Columns.of(shipments, p -> UnitKey.serial(p.unit())))
        .bindArray("receivers", UUID.class, Columns.of(shipments, Pair::organisation))
        .bind("since", since)
        .bind("within", PackTransitions.UNDO_WITHIN)
        .bind("most", MOST_OF_ONE)
        .bind("names", MOST_NAMES)
        .map((r, c) -> Map.entry(r.getInt("place"), r.getObject("time", OffsetDateTime.class)))
        .forEach(row -> latest.put(shipments.get(row.getKey() - 1).unit(), row.getValue()));
    return latest;
  }

  /** Whether anybody who ever had one of these units told in vain that it is Active again. */
  static boolean anyReturns(Handle handle, Collection<Epc> units) {
    List<Epc> asked = List.copyOf(units);
    List<Pair> tellers =
        handle
            .createQuery(
                """
                SELECT DISTINCT n.place, u.organisation_id
                FROM unnest(:names) WITH ORDINALITY AS n (name, place)
                JOIN custody.refused_unit u ON u.name = n.name
                """)
            .bindArray("names", String.class, RefusedEvents.names(asked))
            .map(
                (r, c) ->
                    new Pair(
                        asked.get(r.getInt("place") - 1),
                        r.getObject("organisation_id", UUID.class)))
            .list();
    // What strangers told, however much it is, is not read.
    Set<Pair> parties = tellers.isEmpty() ? Set.of() : Involvement.among(handle, tellers);
    return !parties.isEmpty()
        && handle
            .createQuery(
                """
                SELECT EXISTS (
                  SELECT FROM unnest(:names, :parties) AS n (name, party)
                  JOIN custody.refused_unit u ON u.name = n.name AND u.organisation_id = n.party
                  JOIN custody.refused_event r USING (organisation_id, event_hash)
                  WHERE r.returns AND r.told >= now() - :within)
                """)
            .bindArray(
                "names", String.class, Columns.of(parties, p -> RefusedEvents.name(p.unit())))
            .bindArray("parties", UUID.class, Columns.of(parties, Pair::organisation))
            .bind("within", PackTransitions.UNDO_WITHIN)
            .mapTo(Boolean.class)
            .one();
  }
}
