package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Epc;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The units that one transaction works on: loaded and locked at once, changed in memory by {@link
 * Rules}, written back at once. Lives in one thread.
 */
public final class Units {
  /**
   * A unit went into or out of another.
   *
   * @param child what moved
   * @param parent into or out of what
   * @param at event time
   * @param into true for into, false for out of
   */
  public record Move(Unit child, Unit parent, OffsetDateTime at, boolean into) {}

  private final Map<Epc, Unit> byEpc = new HashMap<>();
  private final Set<Unit> created = new LinkedHashSet<>();
  private final Set<Unit> changed = new LinkedHashSet<>();
  private final List<Move> moves = new ArrayList<>();
  private final LongSupplier newId;

  /**
   * A working set.
   *
   * @param loaded stored units with everything that holds them
   * @param newId gives the identifier of a new unit
   */
  public Units(Collection<Unit> loaded, LongSupplier newId) {
    loaded.forEach(unit -> byEpc.put(unit.epc(), unit));
    this.newId = newId;
  }

  /** The unit, or null when it was never commissioned. */
  public @Nullable Unit get(Epc epc) {
    return byEpc.get(epc);
  }

  /** The units directly inside. */
  List<Unit> childrenOf(Unit parent) {
    return byEpc.values().stream().filter(unit -> unit.parent() == parent).toList();
  }

  Unit create(Epc epc, Unit.Kind kind, @Nullable BatchRef batch) {
    Unit unit = new Unit(newId.getAsLong(), epc, kind, batch, UnitState.ACTIVE);
    byEpc.put(epc, unit);
    created.add(unit);
    return unit;
  }

  void touch(Unit unit, long event) {
    unit.changedBy(event);
    if (!created.contains(unit)) {
      changed.add(unit);
    }
  }

  void enter(Unit child, Unit parent, Fact fact) {
    child.putInto(parent);
    moves.add(new Move(child, parent, fact.time(), true));
    for (Unit up = parent; up != null && up.holds(child); up = up.parent()) {
      touch(up, up.lastEvent());
    }
    touch(child, fact.event());
  }

  /** Takes a unit out of its parent; it becomes topmost, in the custody of what held it. */
  void leave(Unit child, Fact fact) {
    Unit parent = child.parent();
    if (parent == null) {
      return;
    }
    Unit topmost = child.topmost();
    moves.add(new Move(child, parent, fact.time(), false));
    child.hold(topmost.custodian(), topmost.place(), topmost.inTransitTo());
    touch(child, fact.event());
  }

  /** New units, in the order in which they came into being. */
  public Collection<Unit> created() {
    return created;
  }

  /** Stored units that were changed. */
  public Collection<Unit> changed() {
    return changed;
  }

  /** What went into and out of what, in the order in which it happened to be told. */
  public List<Move> moves() {
    return moves;
  }
}
