package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.query.StoredDocument;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.platform.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What was told of units since they came into being, with what they have to do with. */
final class UnitHistory {
  /** More units are not looked at. */
  static final int MAX_UNITS = 20_000;

  /** More text is not read: characters of the stored documents. */
  private static final long MAX_TEXT = 32L << 20;

  /**
   * A unit that what is told late may concern.
   *
   * @param holderOnly whether only because it holds another or held one: what else is in it does
   *     not matter
   */
  record Concerned(long id, Epc unit, boolean holderOnly) {}

  /** An event that was accepted. */
  record Told(long id, UUID organisation, EpcisEvent event, OffsetDateTime recorded) {}

  /** With how many units are or were inside those that move. */
  private record Row(Concerned concerned, long inside) {}

  private UnitHistory() {}

  /**
   * Units that what happens to some others may concern: what was inside those and of which
   * something was told since, and everything that ever held any of them.
   *
   * @param moved what may change its state, custody or place
   * @param named what is named beside these
   * @param since of what time the earliest event is that is told late
   * @return empty when there are more than {@link #MAX_UNITS}, or were
   */
  static Optional<List<Concerned>> around(
      Handle handle, Collection<Long> moved, Collection<Long> named, OffsetDateTime since) {
    List<Row> rows =
        handle
            .createQuery(
                """
            WITH RECURSIVE down (id) AS (
              SELECT unnest(:moved)
              UNION
              SELECT m.child_id FROM down d JOIN custody.membership m ON m.parent_id = d.id
            ), few (id) AS (
              SELECT id FROM down LIMIT :most
            ), concerned (id) AS (
              SELECT u.id FROM custody.unit u JOIN few ON few.id = u.id
              WHERE u.id = ANY(:moved) OR coalesce(u.told, :since) >= :since
                 OR u.parent_id = ANY(:moved)
            ), up (id) AS (
              SELECT id FROM concerned UNION SELECT unnest(:named)
              UNION
              SELECT m.parent_id FROM up JOIN custody.membership m ON m.child_id = up.id
            )
            SELECT u.id, u.key, u.serial, u.id NOT IN (SELECT id FROM concerned) AS holder_only,
                   (SELECT count(*) FROM few) AS inside
            FROM custody.unit u WHERE u.id IN (SELECT id FROM up) LIMIT :most
            """)
            .bindArray("moved", Long.class, moved)
            .bindArray("named", Long.class, named)
            .bind("since", since)
            .bind("most", MAX_UNITS + 1)
            .map(
                (r, c) ->
                    new Row(
                        new Concerned(
                            r.getLong("id"),
                            UnitKey.epc(r.getString("key"), r.getString("serial")),
                            r.getBoolean("holder_only")),
                        r.getLong("inside")))
            .list();
    return rows.size() > MAX_UNITS || rows.stream().anyMatch(row -> row.inside() > MAX_UNITS)
        ? Optional.empty()
        : Optional.of(Columns.of(rows, Row::concerned));
  }

  /** Who has any of these units, is offered one, or ever had or was. */
  static Set<UUID> parties(Handle handle, Collection<Long> units) {
    return handle
        .createQuery(
            """
            SELECT party FROM (
              SELECT DISTINCT unnest(ARRAY[custodian_id, in_transit_to]) AS party
              FROM custody.unit WHERE id = ANY(:units)
              UNION
              SELECT DISTINCT unnest(ARRAY[custodian_id, in_transit_to])
              FROM custody.change WHERE unit_id = ANY(:units)
            ) parties WHERE party IS NOT NULL
            """)
        .bindArray("units", Long.class, units)
        .mapTo(UUID.class)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static final String EVENTS =
      """
      WITH named (id) AS (
        SELECT eu.event_id FROM custody.event_unit eu WHERE eu.unit_id = ANY(:units)
        UNION
        -- Of what only holds others what went into and out of it does not matter, unless all did;
        -- what it went into itself does.
        SELECT e.id FROM custody.event_unit eu JOIN custody.event e ON e.id = eu.event_id
        WHERE eu.unit_id = ANY(:holders)
          AND (e.event_type <> 'AggregationEvent' OR eu.position > 0
               OR NOT EXISTS (SELECT FROM custody.event_unit other
                              WHERE other.event_id = e.id AND other.unit_id <> eu.unit_id))
        UNION
        -- By the first it may have come into being.
        SELECT first.id FROM unnest(:holders) AS h (id) CROSS JOIN LATERAL (
          SELECT e.id FROM custody.event_unit eu JOIN custody.event e ON e.id = eu.event_id
          WHERE eu.unit_id = h.id AND e.error_hash = decode(repeat('00', 32), 'hex')
          ORDER BY e.event_time, e.id LIMIT 1) first
      ), event AS (
        SELECT e.* FROM custody.event e JOIN named n ON n.id = e.id
        WHERE e.error_hash = decode(repeat('00', 32), 'hex')
      )
      """;

  /**
   * What there is to be read of units.
   *
   * @param inError whether something of it was declared to be in error
   * @param tooMuch whether it is more than fits into memory at once
   */
  record Extent(boolean inError, boolean tooMuch) {}

  /** How much was accepted of units; of holders counts only what is about them. */
  static Extent extent(Handle handle, Collection<Long> units, Collection<Long> holders) {
    return handle
        .createQuery(
            EVENTS
                + """
                SELECT coalesce(bool_or(declared_by IS NOT NULL), false) AS in_error,
                       coalesce(sum(octet_length(document)), 0) > :most AS too_much
                FROM event
                """)
        .bindArray("units", Long.class, units)
        .bindArray("holders", Long.class, holders)
        .bind("most", MAX_TEXT)
        .map((r, c) -> new Extent(r.getBoolean("in_error"), r.getBoolean("too_much")))
        .one();
  }

  /** What was accepted of units; of holders only what is about them. */
  static List<Told> events(Handle handle, Collection<Long> units, Collection<Long> holders) {
    return handle
        .createQuery(EVENTS + "SELECT id, organisation_id, document, record_time FROM event")
        .bindArray("units", Long.class, units)
        .bindArray("holders", Long.class, holders)
        .map((r, c) -> told(r))
        .list();
  }

  /** Some of what was accepted of units that happened after some time, the latest first. */
  static List<Told> after(Handle handle, Collection<Long> units, OffsetDateTime time) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT e.id, e.organisation_id, e.document, e.event_time, e.record_time
            FROM custody.event_unit eu JOIN custody.event e ON e.id = eu.event_id
            WHERE eu.unit_id = ANY(:units) AND e.event_time > :time AND e.declared_by IS NULL
              AND e.error_hash = decode(repeat('00', 32), 'hex')
            ORDER BY e.event_time DESC LIMIT 100
            """)
        .bindArray("units", Long.class, units)
        .bind("time", time)
        .map((r, c) -> told(r))
        .list();
  }

  private static Told told(ResultSet r) throws SQLException {
    return new Told(
        r.getLong("id"),
        r.getObject("organisation_id", UUID.class),
        StoredDocument.read(r.getString("document")),
        r.getObject("record_time", OffsetDateTime.class));
  }
}
