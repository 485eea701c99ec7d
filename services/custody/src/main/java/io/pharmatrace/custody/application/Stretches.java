package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Fact;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.custody.domain.Units.Move;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.platform.Columns;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes which unit was inside which after all that was told of them was applied anew in the order
 * of time. Who sees what goes by the order of capture, so each membership has a row for each
 * stretch of that order whose events lie within it.
 */
final class Stretches {
  /** From when to when, by places in the history. */
  private record Stay(Move in, int from, @Nullable Move out, int until) {}

  private record Row(Stay stay, long since, @Nullable Long until) {
    OffsetDateTime entered() {
      return stay.in().at();
    }

    @Nullable OffsetDateTime left() {
      return stay.out() == null ? null : stay.out().at();
    }
  }

  private Stretches() {}

  /**
   * Writes them in place of what is stored of the units.
   *
   * @param history all that was applied, in the order of time
   */
  static void save(Handle handle, Units units, List<Fact> history) {
    handle
        .createUpdate("DELETE FROM custody.membership WHERE child_id = ANY(:units)")
        .bindArray("units", Long.class, Columns.of(units.replayed(), Unit::id))
        .execute();
    List<Row> rows = rows(units.moves(), history);
    if (rows.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO custody.membership (child_id, parent_id, entered, left_at, entered_event,
                                            left_event)
            SELECT * FROM unnest(:children, :parents, :entered, :left, :since, :until)
            """)
        .bindArray("children", Long.class, Columns.of(rows, r -> r.stay().in().child().id()))
        .bindArray("parents", Long.class, Columns.of(rows, r -> r.stay().in().parent().id()))
        .bindArray("entered", OffsetDateTime.class, Columns.of(rows, Row::entered))
        .bindArray("left", OffsetDateTime.class, Columns.of(rows, Row::left))
        .bindArray("since", Long.class, Columns.of(rows, Row::since))
        .bindArray("until", Long.class, Columns.of(rows, Row::until))
        .execute();
  }

  private static List<Row> rows(List<Move> moves, List<Fact> history) {
    Map<Long, Integer> places = new HashMap<>();
    history.forEach(fact -> places.put(fact.event(), places.size()));
    Map<Unit, Set<Epc>> holders = holders(moves);
    Map<Epc, List<Integer>> about = about(history, holders);
    List<Row> rows = new ArrayList<>();
    for (Stay stay : stays(moves, places)) {
      TreeMap<Long, Boolean> inside = new TreeMap<>();
      for (Epc holder : holders.getOrDefault(stay.in().child(), Set.of())) {
        for (int place : about.getOrDefault(holder, List.of())) {
          inside.put(history.get(place).event(), place >= stay.from() && place < stay.until());
        }
      }
      // What will be told next.
      inside.put(Math.addExact(inside.isEmpty() ? 0 : inside.lastKey(), 1), stay.out() == null);
      addStretches(stay, inside, rows);
    }
    return rows;
  }

  /** The places in the history of what names each holder. */
  private static Map<Epc, List<Integer>> about(List<Fact> history, Map<Unit, Set<Epc>> holders) {
    Map<Epc, List<Integer>> about = new HashMap<>();
    holders.values().forEach(all -> all.forEach(epc -> about.put(epc, new ArrayList<>())));
    for (int i = 0; i < history.size(); i++) {
      for (Epc epc : Set.copyOf(history.get(i).action().units())) {
        @Nullable List<Integer> places = about.get(epc);
        if (places != null) {
          places.add(i);
        }
      }
    }
    return about;
  }

  private static void addStretches(Stay stay, Map<Long, Boolean> inside, List<Row> rows) {
    @Nullable Long since = null;
    for (Map.Entry<Long, Boolean> entry : inside.entrySet()) {
      if (entry.getValue() && since == null) {
        since = entry.getKey();
      } else if (!entry.getValue() && since != null) {
        rows.add(new Row(stay, since, entry.getKey()));
        since = null;
      }
    }
    if (since != null) {
      rows.add(new Row(stay, since, null));
    }
  }

  private static List<Stay> stays(List<Move> moves, Map<Long, Integer> places) {
    List<Stay> stays = new ArrayList<>();
    Map<Unit, Move> open = new HashMap<>();
    for (Move move : moves) {
      @Nullable Move in = move.into() ? open.put(move.child(), move) : open.remove(move.child());
      if (!move.into() && in != null) {
        stays.add(new Stay(in, place(in, places), move, place(move, places)));
      }
    }
    open.values()
        .forEach(in -> stays.add(new Stay(in, place(in, places), null, Integer.MAX_VALUE)));
    return stays;
  }

  private static int place(Move move, Map<Long, Integer> places) {
    @Nullable Integer place = places.get(move.event());
    if (place == null) {
      throw new IllegalStateException("a move by an event that is not in the history");
    }
    return place;
  }

  /** What ever held a unit, at any level. */
  private static Map<Unit, Set<Epc>> holders(List<Move> moves) {
    Map<Unit, Set<Unit>> direct = new HashMap<>();
    moves.forEach(m -> direct.computeIfAbsent(m.child(), u -> new HashSet<>()).add(m.parent()));
    Map<Unit, Set<Epc>> all = new HashMap<>();
    for (Unit child : direct.keySet()) {
      Set<Unit> found = new HashSet<>();
      List<Unit> fresh = new ArrayList<>(List.of(child));
      while (!fresh.isEmpty()) {
        for (Unit holder : direct.getOrDefault(fresh.removeLast(), Set.of())) {
          if (found.add(holder)) {
            fresh.add(holder);
          }
        }
      }
      Set<Epc> epcs = new HashSet<>();
      found.forEach(unit -> epcs.add(unit.epc()));
      all.put(child, epcs);
    }
    return all;
  }
}
