package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.custody.domain.Units.Change;
import io.pharmatrace.custody.domain.Withdrawal.Before;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.platform.Columns;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** In which order changes of units took effect: that of capture, or after a replay that of time. */
final class ChangeOrder {
  private ChangeOrder() {}

  /**
   * Of each unit that was replayed the events in the order of capture, given to its changes in
   * theirs; of others none, because theirs is that order.
   */
  static List<@Nullable Long> turns(Units units) {
    Map<Unit, PriorityQueue<Long>> left = new HashMap<>();
    for (Change change : units.changes()) {
      if (units.replayed().contains(change.unit())) {
        left.computeIfAbsent(change.unit(), u -> new PriorityQueue<>()).add(change.event());
      }
    }
    return Columns.of(
        units.changes(),
        c -> Optional.ofNullable(left.get(c.unit())).map(PriorityQueue::remove).orElse(null));
  }

  /** Of each unit that was replayed the latest event then. */
  static Map<Epc, Long> replayed(Handle handle, Units units) {
    Map<Long, Epc> byId = new HashMap<>();
    units.all().forEach(unit -> byId.put(unit.id(), unit.epc()));
    Map<Epc, Long> replayed = new HashMap<>();
    handle
        .createQuery(
            """
            SELECT id, replayed FROM (
              SELECT u.id, coalesce(u.replayed, (
                -- Of what was replayed before this was noted.
                SELECT max(c.event_id) FROM custody.change c
                WHERE c.unit_id = u.id AND c.turn IS NOT NULL)) AS replayed
              FROM custody.unit u WHERE u.id = ANY(:units)) known
            WHERE replayed IS NOT NULL
            """)
        .bindArray("units", Long.class, byId.keySet())
        .map((r, c) -> Map.entry(r.getLong(1), r.getLong(2)))
        .forEach(
            row -> replayed.put(Objects.requireNonNull(byId.get(row.getKey())), row.getValue()));
    return replayed;
  }

  /** Notes that units, which are stored, were replayed, with all that is known of them. */
  static void noteReplayed(Handle handle, Units units, long latest) {
    handle
        .createUpdate("UPDATE custody.unit SET replayed = :latest WHERE id = ANY(:units)")
        .bind("latest", latest)
        .bindArray("units", Long.class, Columns.of(units.replayed(), Unit::id))
        .execute();
  }

  /** Whether exactly these changes of these units are on record. */
  static boolean areThoseOf(Handle handle, Units units) {
    Set<Map.Entry<Long, Long>> stored = new HashSet<>();
    handle
        .createQuery("SELECT event_id, unit_id FROM custody.change WHERE unit_id = ANY(:units)")
        .bindArray("units", Long.class, Columns.of(units.all(), Unit::id))
        .map((r, c) -> Map.entry(r.getLong(1), r.getLong(2)))
        .forEach(stored::add);
    return stored.equals(
        Set.copyOf(Columns.of(units.changes(), c -> Map.entry(c.event(), c.unit().id()))));
  }

  /**
   * In which order what is known of units took effect: that of capture, or if some of them were
   * replayed that of time.
   *
   * @param changes of these units
   */
  static LongUnaryOperator order(Handle handle, Units units, List<Before> changes) {
    boolean replayed =
        handle
            .createQuery(
                """
                SELECT EXISTS (SELECT FROM custody.change
                               WHERE unit_id = ANY(:units) AND turn IS NOT NULL)
                """)
            .bindArray("units", Long.class, Columns.of(units.all(), Unit::id))
            .mapTo(Boolean.class)
            .one();
    if (!replayed) {
      return LongUnaryOperator.identity();
    }
    Set<Long> events = new HashSet<>(Columns.of(units.all(), Unit::lastEvent));
    changes.forEach(change -> events.addAll(List.of(change.event(), change.lastEvent())));
    Map<Long, Long> places = new HashMap<>();
    handle
        .createQuery("SELECT id FROM custody.event WHERE id = ANY(:events) ORDER BY event_time, id")
        .bindArray("events", Long.class, events)
        .mapTo(Long.class)
        .forEach(event -> places.put(event, (long) places.size()));
    return event -> Objects.requireNonNull(places.get(event));
  }
}
