package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.PackTransitions;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.custody.domain.Units.Change;
import io.pharmatrace.custody.domain.Withdrawal.Before;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What units were like before each event that changed them. */
final class Changes {
  private Changes() {}

  /** Writes what the rules changed; of units that were replayed nothing else is left. */
  static void save(Handle handle, Units units) {
    List<Change> changes = units.changes();
    if (!units.replayed().isEmpty()) {
      handle
          .createUpdate("DELETE FROM custody.change WHERE unit_id = ANY(:units)")
          .bindArray("units", Long.class, Columns.of(units.replayed(), Unit::id))
          .execute();
    }
    if (changes.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO custody.change (event_id, unit_id, last_event, state, parent_id,
                                        custodian_id, place, in_transit_to, state_since,
                                        state_place, turn)
            SELECT * FROM unnest(:events, :units, :last, :states, :parents, :custodians, :places,
                                 :transits, :since, :statePlaces, :turns)
            """)
        .bindArray("events", Long.class, Columns.of(changes, Change::event))
        .bindArray("units", Long.class, Columns.of(changes, c -> c.unit().id()))
        .bindArray("last", Long.class, Columns.of(changes, Change::lastEvent))
        .bindArray("states", String.class, Columns.of(changes, c -> c.state().text()))
        .bindArray("parents", Long.class, Columns.of(changes, c -> id(c.parent())))
        .bindArray("custodians", UUID.class, Columns.of(changes, Change::custodian))
        .bindArray("places", String.class, Columns.of(changes, c -> digits(c.place())))
        .bindArray("transits", UUID.class, Columns.of(changes, Change::inTransitTo))
        .bindArray("since", OffsetDateTime.class, Columns.of(changes, Change::endedAt))
        .bindArray("statePlaces", String.class, Columns.of(changes, c -> digits(c.endedIn())))
        .bindArray("turns", Long.class, ChangeOrder.turns(units))
        .execute();
  }

  /** The units that an event changed. */
  static List<Epc> of(Handle handle, long event) {
    return handle
        .createQuery(
            """
            SELECT u.key, u.serial FROM custody.change c
            JOIN custody.unit u ON u.id = c.unit_id
            WHERE c.event_id = :event
            """)
        .bind("event", event)
        .map((r, c) -> UnitKey.epc(r.getString("key"), r.getString("serial")))
        .list();
  }

  /**
   * What an event that is declared to be in error sets free: what it changed last, and what above
   * or inside that could not be taken back before; with all above and inside them, and what they
   * were in before. By the ids of their rows.
   */
  static Map<Long, Epc> scope(Handle handle, long event) {
    Map<Long, Epc> scope = new HashMap<>();
    Set<Long> pending = new HashSet<>();
    List<Long> fresh =
        handle
            .createQuery(
                """
                SELECT u.id FROM custody.change c
                JOIN custody.unit u ON u.id = c.unit_id AND u.last_event = c.event_id
                WHERE c.event_id = :event
                """)
            .bind("event", event)
            .mapTo(Long.class)
            .list();
    while (!fresh.isEmpty()) {
      pending.addAll(fresh);
      fresh =
          around(handle, event, fresh, scope).stream().filter(id -> !pending.contains(id)).toList();
    }
    return scope;
  }

  /** Notes what is around some units; returns what of it was changed last by an event in error. */
  private static List<Long> around(
      Handle handle, long event, List<Long> units, Map<Long, Epc> scope) {
    return handle
        .createQuery(
            """
            WITH RECURSIVE former (id) AS (
              SELECT unnest(:units)
              UNION
              SELECT c.parent_id FROM custody.change c JOIN custody.event e ON e.id = c.event_id
              WHERE c.unit_id = ANY(:units) AND (e.declared_by IS NOT NULL OR e.id = :event)
            ), up (id, parent_id) AS (
              SELECT u.id, u.parent_id FROM custody.unit u JOIN former f ON u.id = f.id
              UNION
              SELECT p.id, p.parent_id FROM custody.unit p JOIN up ON p.id = up.parent_id
            ), down (id) AS (
              SELECT unnest(:units)
              UNION
              SELECT u.id FROM custody.unit u JOIN down d ON u.parent_id = d.id
            )
            SELECT u.id, u.key, u.serial, (e.declared_by IS NOT NULL OR e.id = :event) AS pending
            FROM custody.unit u JOIN custody.event e ON e.id = u.last_event
            WHERE u.id IN (SELECT id FROM up UNION SELECT id FROM down)
            """)
        .bindArray("units", Long.class, units)
        .bind("event", event)
        .reduceRows(
            new ArrayList<Long>(),
            (more, row) -> {
              long id = row.getColumn("id", Long.class);
              scope.put(
                  id,
                  UnitKey.epc(
                      row.getColumn("key", String.class), row.getColumn("serial", String.class)));
              if (row.getColumn("pending", Boolean.class)) {
                more.add(id);
              }
              return more;
            });
  }

  /**
   * What events changed of some units. A commissioning is no such event: it makes void. What a unit
   * was in before counts no more when that was commissioned anew since, as another one.
   *
   * @param event counts as declared to be in error, as do those that were before
   * @param declared when it was
   */
  static List<Before> of(
      Handle handle, long event, OffsetDateTime declared, Collection<Long> units) {
    return handle
        .createQuery(
            """
            SELECT c.*, e.organisation_id, u.key, u.serial,
                   p.key AS parent_key, p.serial AS parent_serial,
                   (e.declared_by IS NOT NULL OR e.id = :event) AS in_error,
                   coalesce(d.record_time, now()) <= e.record_time + :within
                     AND coalesce(
                           CAST(d.document::jsonb #>> '{errorDeclaration,declarationTime}'
                                AS timestamptz), :declared) <= e.event_time + :within AS in_time
            FROM custody.change c
            JOIN custody.event e ON e.id = c.event_id
            LEFT JOIN custody.event d ON d.id = e.declared_by
            JOIN custody.unit u ON u.id = c.unit_id
            LEFT JOIN custody.unit p ON p.id = c.parent_id
            WHERE c.unit_id = ANY(:units) AND NOT custody.commissions(e)
              AND NOT EXISTS (SELECT FROM custody.change n
                              JOIN custody.event ne ON ne.id = n.event_id
                              WHERE n.unit_id = c.parent_id AND n.event_id > c.event_id
                                AND custody.commissions(ne))
            ORDER BY c.event_id DESC, c.unit_id
            """)
        .bind("event", event)
        .bindArray("units", Long.class, units)
        .bind("within", PackTransitions.UNDO_WITHIN)
        .bind("declared", declared)
        .map((r, c) -> before(r))
        .list();
  }

  /** A unit that was commissioned in error was void all along, also before it ended. */
  static void makeVoid(Handle handle, Collection<Unit> units) {
    handle
        .createUpdate(
            """
            UPDATE custody.change SET state = 'Void'
            WHERE unit_id = ANY(:units) AND state = 'Active'
            """)
        .bindArray("units", Long.class, Columns.of(units, Unit::id))
        .execute();
  }

  private static Before before(ResultSet r) throws SQLException {
    @Nullable String parent = r.getString("parent_key");
    return new Before(
        UnitKey.epc(r.getString("key"), r.getString("serial")),
        r.getLong("event_id"),
        r.getBoolean("in_error"),
        r.getBoolean("in_time"),
        r.getObject("organisation_id", UUID.class),
        r.getLong("last_event"),
        UnitState.of(r.getString("state")),
        parent == null ? null : UnitKey.epc(parent, r.getString("parent_serial")),
        r.getObject("custodian_id", UUID.class),
        gln(r.getString("place")),
        r.getObject("in_transit_to", UUID.class),
        r.getObject("state_since", OffsetDateTime.class),
        gln(r.getString("state_place")));
  }

  private static @Nullable Gln gln(@Nullable String digits) {
    return digits == null ? null : new Gln(digits);
  }

  private static @Nullable Long id(@Nullable Unit unit) {
    return unit == null ? null : unit.id();
  }

  private static @Nullable String digits(@Nullable Gln place) {
    return place == null ? null : place.digits();
  }
}
