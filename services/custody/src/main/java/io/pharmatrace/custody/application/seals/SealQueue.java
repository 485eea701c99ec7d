package io.pharmatrace.custody.application.seals;

import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.custody.domain.Units.Change;
import io.pharmatrace.platform.Columns;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What units became, for seals to follow: written in the transaction that changed them. */
public final class SealQueue {
  /** What seals depend on. */
  private record Shape(
      UnitState state,
      @Nullable Unit parent,
      @Nullable UUID custodian,
      @Nullable UUID inTransitTo,
      @Nullable OffsetDateTime since) {
    static Shape of(Unit unit) {
      return new Shape(
          unit.state(), unit.parent(), unit.custodian(), unit.inTransitTo(), unit.endedAt());
    }

    static Shape before(Change change) {
      return new Shape(
          change.state(),
          change.parent(),
          change.custodian(),
          change.inTransitTo(),
          change.endedAt());
    }
  }

  /** What a unit became, and was before, if that is known. */
  private record Row(long event, Unit unit, boolean made, Optional<Shape> before, Shape shape) {}

  private SealQueue() {}

  /** Units were changed by events in their order: each of its changes counts. */
  public static void told(Handle transaction, Units units) {
    Map<Unit, List<Change>> changes = new LinkedHashMap<>();
    units.created().forEach(unit -> changes.put(unit, new ArrayList<>()));
    units.recommissioned().keySet().forEach(unit -> changes.put(unit, new ArrayList<>()));
    units
        .changes()
        .forEach(c -> changes.computeIfAbsent(c.unit(), unit -> new ArrayList<>()).add(c));
    List<Row> rows = new ArrayList<>();
    changes.forEach(
        (unit, told) -> {
          @Nullable Long anew = units.recommissioned().get(unit);
          if (units.created().contains(unit)) {
            rows.add(
                born(unit, told, told.isEmpty() ? unit.lastEvent() : told.getFirst().lastEvent()));
          } else if (anew != null && told.stream().noneMatch(change -> change.event() == anew)) {
            // It stayed where and whose it was, which is no change.
            rows.add(born(unit, told, anew));
          }
          rows.addAll(rows(unit, told));
        });
    rows.sort((one, other) -> Long.compare(one.event, other.event));
    save(transaction, rows);
  }

  /** How it came into being: as it was before what is told of it later. */
  private static Row born(Unit unit, List<Change> told, long event) {
    Shape shape =
        told.stream()
            .filter(change -> change.event() > event)
            .findFirst()
            .map(Shape::before)
            .orElseGet(() -> Shape.of(unit));
    return new Row(event, unit, true, Optional.empty(), shape);
  }

  private static List<Row> rows(Unit unit, List<Change> told) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      Shape before = Shape.before(told.get(i));
      Shape after = i + 1 < told.size() ? Shape.before(told.get(i + 1)) : Shape.of(unit);
      if (!after.equals(before)) {
        boolean anew = before.state == UnitState.VOID && after.state != UnitState.VOID;
        rows.add(new Row(told.get(i).event(), unit, anew, Optional.of(before), after));
      }
    }
    return rows;
  }

  /**
   * What had happened to units was written anew: only how they are now counts.
   *
   * @param event because of which
   */
  public static void anew(Handle transaction, Units units, long event) {
    Set<Unit> all = new LinkedHashSet<>(units.created());
    all.addAll(units.changed());
    save(
        transaction,
        all.stream()
            .map(
                unit ->
                    new Row(
                        event,
                        unit,
                        units.created().contains(unit) || units.recommissioned().containsKey(unit),
                        Optional.empty(),
                        Shape.of(unit)))
            .toList());
  }

  private static void save(Handle transaction, List<Row> rows) {
    if (rows.isEmpty()) {
      return;
    }
    transaction
        .createUpdate(
            """
            INSERT INTO custody.seal_todo (event_id, unit_id, made, was_state, was_in,
                                           was_with, state, parent_id, custodian_id,
                                           in_transit_to, state_since)
            SELECT event, unit, made, was_state, was_in, was_with, state,
                   parent, custodian, transit, since
            FROM unnest(:events, :units, :made, :wasStates, :wasIn, :wasWith, :states, :parents,
                        :custodians, :transits, :since) WITH ORDINALITY
              AS t (event, unit, made, was_state, was_in, was_with, state, parent, custodian,
                    transit, since, place)
            ORDER BY place
            """)
        .bindArray("events", Long.class, Columns.of(rows, Row::event))
        .bindArray("units", Long.class, Columns.of(rows, r -> r.unit.id()))
        .bindArray("made", Boolean.class, Columns.of(rows, Row::made))
        .bindArray(
            "wasStates",
            String.class,
            Columns.of(rows, r -> r.before.map(b -> b.state.text()).orElse(null)))
        .bindArray(
            "wasIn",
            Long.class,
            Columns.of(rows, r -> id(r.before.map(Shape::parent).orElse(null))))
        .bindArray(
            "wasWith",
            UUID.class,
            Columns.of(rows, r -> r.before.map(Shape::custodian).orElse(null)))
        .bindArray("states", String.class, Columns.of(rows, r -> r.shape.state.text()))
        .bindArray("parents", Long.class, Columns.of(rows, r -> id(r.shape.parent)))
        .bindArray("custodians", UUID.class, Columns.of(rows, r -> r.shape.custodian))
        .bindArray("transits", UUID.class, Columns.of(rows, r -> r.shape.inTransitTo))
        .bindArray("since", OffsetDateTime.class, Columns.of(rows, r -> r.shape.since))
        .execute();
  }

  private static @Nullable Long id(@Nullable Unit unit) {
    return unit == null ? null : unit.id();
  }
}
