package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units.Change;
import io.pharmatrace.custody.domain.Withdrawal.Before;
import io.pharmatrace.gs1.Gln;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What units were like before each event that changed them. */
final class Changes {
  private Changes() {}

  static void save(Handle handle, List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO custody.change (event_id, unit_id, last_event, state, parent_id,
                                        custodian_id, place, in_transit_to)
            SELECT * FROM unnest(:events, :units, :last, :states, :parents, :custodians, :places,
                                 :transits)
            """)
        .bindArray("events", Long.class, Columns.of(changes, Change::event))
        .bindArray("units", Long.class, Columns.of(changes, c -> c.unit().id()))
        .bindArray("last", Long.class, Columns.of(changes, Change::lastEvent))
        .bindArray("states", String.class, Columns.of(changes, c -> c.state().text()))
        .bindArray("parents", Long.class, Columns.of(changes, c -> id(c.parent())))
        .bindArray("custodians", UUID.class, Columns.of(changes, Change::custodian))
        .bindArray("places", String.class, Columns.of(changes, c -> digits(c.place())))
        .bindArray("transits", UUID.class, Columns.of(changes, Change::inTransitTo))
        .execute();
  }

  /** What an event changed. */
  static List<Before> of(Handle handle, long event) {
    return handle
        .createQuery(
            """
            SELECT c.*, u.key, u.serial, p.key AS parent_key, p.serial AS parent_serial
            FROM custody.change c
            JOIN custody.unit u ON u.id = c.unit_id
            LEFT JOIN custody.unit p ON p.id = c.parent_id
            WHERE c.event_id = :event ORDER BY c.unit_id
            """)
        .bind("event", event)
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
    @Nullable String place = r.getString("place");
    return new Before(
        UnitStore.epc(r.getString("key"), r.getString("serial")),
        r.getLong("last_event"),
        UnitState.of(r.getString("state")),
        parent == null ? null : UnitStore.epc(parent, r.getString("parent_serial")),
        r.getObject("custodian_id", UUID.class),
        place == null ? null : new Gln(place),
        r.getObject("in_transit_to", UUID.class));
  }

  private static @Nullable Long id(@Nullable Unit unit) {
    return unit == null ? null : unit.id();
  }

  private static @Nullable String digits(@Nullable Gln place) {
    return place == null ? null : place.digits();
  }
}
