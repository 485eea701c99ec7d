package io.pharmatrace.custody.domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By how much the number of active packs of each batch in each logistic unit changes, nested ones
 * included. Looks at the units before the rules and after, so it holds for whatever changed them.
 * Pure; of one thread.
 */
public final class Contents {
  /** How a unit counted before: what held it, and as a pack of which batch. */
  private record Before(@Nullable Unit parent, @Nullable BatchRef counted) {}

  private static final Before NOTHING = new Before(null, null);

  private final Map<Unit, Before> before = new HashMap<>();

  Contents(Collection<Unit> loaded) {
    loaded.forEach(unit -> before.put(unit, new Before(unit.parent(), counted(unit))));
  }

  private static @Nullable BatchRef counted(Unit unit) {
    return unit.kind() == Unit.Kind.PACK && unit.state() == UnitState.ACTIVE ? unit.batch() : null;
  }

  private Before before(Unit unit) {
    return before.getOrDefault(unit, NOTHING);
  }

  /** Stored logistic units that went into or out of another: what is inside counts there too. */
  public List<Unit> moved() {
    return before.keySet().stream()
        .filter(unit -> unit.kind() != Unit.Kind.PACK && unit.parent() != before(unit).parent())
        .toList();
  }

  /**
   * The changes.
   *
   * @param units all units of the working set, as they are now
   * @param stored what each of {@link #moved} held before
   * @return for each logistic unit the packs that it holds more, or fewer; none is zero
   */
  public Map<Unit, Map<BatchRef, Long>> changes(
      Units units, Map<Unit, Map<BatchRef, Long>> stored) {
    Map<Unit, Map<BatchRef, Long>> changes = new LinkedHashMap<>();
    List<Unit> logistic = new ArrayList<>();
    for (Unit unit : units.all()) {
      if (unit.kind() != Unit.Kind.PACK) {
        logistic.add(unit);
        continue;
      }
      Before was = before(unit);
      @Nullable BatchRef counts = counted(unit);
      if (was.parent() != unit.parent() || !Objects.equals(was.counted(), counts)) {
        add(changes, was.parent(), was.counted(), -1);
        add(changes, unit.parent(), counts, 1);
      }
    }
    // All that moves first: what leaves a unit may have been deeper than that is.
    for (Unit unit : logistic) {
      @Nullable Unit former = before(unit).parent();
      if (former != unit.parent()) {
        Map<BatchRef, Long> held = stored.getOrDefault(unit, Map.of());
        held.forEach((batch, packs) -> add(changes, former, batch, -packs));
        held.forEach((batch, packs) -> add(changes, unit.parent(), batch, packs));
      }
    }
    // From inside out, so that what a unit hands on to its parent is known by then.
    logistic.sort(Comparator.comparingInt(Unit::depth).reversed());
    for (Unit unit : logistic) {
      Map.copyOf(changes.getOrDefault(unit, Map.of()))
          .forEach((batch, packs) -> add(changes, unit.parent(), batch, packs));
    }
    return changes;
  }

  private static void add(
      Map<Unit, Map<BatchRef, Long>> changes,
      @Nullable Unit unit,
      @Nullable BatchRef batch,
      long packs) {
    if (unit != null && batch != null) {
      changes
          .computeIfAbsent(unit, u -> new HashMap<>())
          .merge(batch, packs, (a, b) -> a + b == 0 ? null : a + b);
    }
  }
}
