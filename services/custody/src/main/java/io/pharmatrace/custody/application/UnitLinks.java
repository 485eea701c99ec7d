package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.NewEvent;
import io.pharmatrace.custody.application.Involvement.Pair;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which units on record an event is part of the history of. Anybody may say something that changes
 * nothing, about any unit; of one with which he never had to do that is kept as of one that is not
 * on record, so that no list tells him which it is.
 */
final class UnitLinks {
  private UnitLinks() {}

  /**
   * Links the events of a transaction.
   *
   * @param units as they are after the events, and stored
   * @return of each event, by its id, the units that it is linked to
   */
  static Map<Long, Set<Epc>> save(Handle handle, List<NewEvent> events, Units units) {
    Set<Pair> strangers = strangers(handle, events, units);
    Map<Long, Set<Epc>> links = new LinkedHashMap<>();
    List<Long> unitIds = new ArrayList<>();
    List<Long> eventIds = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    for (NewEvent event : events) {
      Set<Epc> linked = new LinkedHashSet<>();
      for (Epc epc : event.units()) {
        @Nullable Unit unit = units.get(epc);
        if (unit != null
            && !strangers.contains(new Pair(epc, event.identity().organisation()))
            && linked.add(epc)) {
          unitIds.add(unit.id());
          eventIds.add(event.id());
          positions.add(linked.size() - 1);
        }
      }
      links.put(event.id(), linked);
    }
    handle
        .createUpdate(
            """
            INSERT INTO custody.event_unit (unit_id, event_id, position)
            SELECT * FROM unnest(:units, :events, :positions)
            """)
        .bindArray("units", Long.class, unitIds)
        .bindArray("events", Long.class, eventIds)
        .bindArray("positions", Integer.class, positions)
        .execute();
    return links;
  }

  /** Who says something of what he never had to do with; who changed it had. */
  private static Set<Pair> strangers(Handle handle, List<NewEvent> events, Units units) {
    Set<Long> changing =
        units.changes().stream().map(Units.Change::event).collect(Collectors.toSet());
    Set<Pair> asked = new LinkedHashSet<>();
    for (NewEvent event : events) {
      if (!changing.contains(event.id())) {
        UUID author = event.identity().organisation();
        event.units().stream()
            .filter(epc -> isElsewhere(units.get(epc), author))
            .forEach(epc -> asked.add(new Pair(epc, author)));
      }
    }
    // Who had it before one of these events did have to do with it, though that is not stored yet.
    for (Units.Change change : units.changes()) {
      Stream.of(change.custodian(), change.inTransitTo())
          .flatMap(Stream::ofNullable)
          .forEach(had -> asked.remove(new Pair(change.unit().epc(), had)));
    }
    if (!asked.isEmpty()) {
      asked.removeAll(Involvement.among(handle, List.copyOf(asked)));
    }
    return asked;
  }

  private static boolean isElsewhere(@Nullable Unit unit, UUID author) {
    return unit != null && !Doubts.involved(unit).contains(author);
  }
}
