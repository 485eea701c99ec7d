package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what events did that were declared to be in error (EPCIS 2.0 section 7.4.1.4: as if
 * they had not happened). Of each unit the latest change goes first; what a later event that still
 * holds has changed stays as that one left it. What cannot be taken back yet is taken back when
 * what stood in the way is, so that it does not matter in which order events are declared. Pure; of
 * one thread.
 */
public final class Withdrawal {
  /**
   * What a unit was like before an event changed it.
   *
   * @param event the event; never a commissioning, of which {@link #unmake} is
   * @param inError whether it was declared to be in error
   * @param inTime whether that was declared within {@link PackTransitions#UNDO_WITHIN} of the
   *     event, by what both say and by when we were told of both
   * @param organisation who captured it
   * @param lastEvent the event that had changed the unit last
   */
  public record Before(
      Epc unit,
      long event,
      boolean inError,
      boolean inTime,
      UUID organisation,
      long lastEvent,
      UnitState state,
      @Nullable Epc parent,
      @Nullable UUID custodian,
      @Nullable Gln place,
      @Nullable UUID inTransitTo,
      @Nullable OffsetDateTime endedAt,
      @Nullable Gln endedIn) {}

  private final Units units;
  private final Predicate<Unit> batchEnded;

  /** In which order events took effect. */
  private final LongUnaryOperator order;

  /** What events changed of each unit, in their order. */
  private final Map<Epc, NavigableMap<Long, Before>> changes = new LinkedHashMap<>();

  /** The latest event that changed anything inside a unit; at least that, within one round. */
  private final Map<Unit, Long> newestInside = new HashMap<>();

  /**
   * What there is to be taken back.
   *
   * @param units holds every unit concerned with all above and all inside it, and each former
   *     parent with all above
   * @param changes of all these units
   * @param batchEnded whether the batch of a pack is expired or recalled, or its product withdrawn
   */
  public Withdrawal(Units units, List<Before> changes, Predicate<Unit> batchEnded) {
    this(units, changes, batchEnded, LongUnaryOperator.identity());
  }

  /**
   * What there is to be taken back of units which were put into the order of time.
   *
   * @param batchEnded whether the batch of a pack is expired or recalled, or its product withdrawn
   * @param order gives each event its place in the order in which they took effect
   */
  public Withdrawal(
      Units units, List<Before> changes, Predicate<Unit> batchEnded, LongUnaryOperator order) {
    this.units = units;
    this.batchEnded = batchEnded;
    this.order = order;
    changes.stream()
        .sorted(Comparator.comparingLong((Before change) -> place(change)).reversed())
        .forEach(
            change ->
                this.changes
                    .computeIfAbsent(change.unit(), unit -> new TreeMap<>())
                    .put(place(change), change));
  }

  private long place(Before change) {
    return order.applyAsLong(change.event());
  }

  private long place(Unit unit) {
    return order.applyAsLong(unit.lastEvent());
  }

  /**
   * What follows commissioning presupposes it and does not stand in for it, so a unit is void
   * wherever it is by now. One that has ended stays so, and is void when that is taken back.
   *
   * @param born what came into being by an event in error
   * @param sameUnits whether the units are there all the same and only their data was wrong
   */
  public void unmake(List<Epc> born, boolean sameUnits) {
    for (Epc epc : born) {
      @Nullable Unit unit = units.get(epc);
      if (unit != null) {
        units.makeVoid(unit, sameUnits);
      }
    }
  }

  /** Takes back all that can be. */
  public void apply() {
    boolean more = true;
    while (more) {
      more = false;
      lookInside();
      for (Epc epc : changes.keySet()) {
        @Nullable Unit unit = units.get(epc);
        while (unit != null && takeBack(unit)) {
          more = true;
        }
      }
    }
  }

  /** Takes back the latest change of a unit, if that was by an event in error and can be. */
  private boolean takeBack(Unit unit) {
    @Nullable Before before = change(unit, unit.lastEvent());
    if (before == null || !before.inError() || !canComeBack(unit, before)) {
      return false;
    }
    if (wasRefused(unit, before) && !before.inTime()) {
      return false; // Its sender has had it again for long, and is not to lose it by a word.
    }
    if (unit.parent() != null && unit.parent().epc().equals(before.parent())) {
      units.revertState(unit, before); // It stayed inside: told when that was somebody else's.
      return true;
    }
    if (unit.parent() != null && !isHeld(before.organisation(), unit.parent())) {
      return false; // It was handed on with what holds it.
    }
    if (before.inTransitTo() != null
        && newestInside.getOrDefault(unit, Long.MIN_VALUE) > place(before)) {
      return false; // Received and packed anew: others' units must not go back with it.
    }
    if (before.parent() == null) {
      units.revert(unit, before, null);
      return true;
    }
    return goBackInto(Objects.requireNonNull(units.get(before.parent())), unit, before);
  }

  /** A pack comes back by a declaration no more easily than by an undo, whoever erred. */
  private boolean canComeBack(Unit unit, Before before) {
    boolean comesBack = unit.state().isEnd() && before.state() == UnitState.ACTIVE;
    if (unit.state().toActive() == UnitState.Return.NEVER
        || (comesBack
            && PackTransitions.againstReturnEver(unit.state(), batchEnded.test(unit)) != null)) {
      return false;
    }
    return unit.state().toActive() != UnitState.Return.IN_TIME_AT_THE_PLACE || before.inTime();
  }

  /** Whether its receiver did not take it over, and its sender has it again. */
  private static boolean wasRefused(Unit unit, Before before) {
    return unit.parent() == null
        && before.organisation().equals(before.inTransitTo())
        && !before.organisation().equals(unit.custodian());
  }

  /** It never left, so it is where its parent is by now, whoever has that. */
  private boolean goBackInto(Unit parent, Unit unit, Before before) {
    boolean sameHands = Objects.equals(parent.topmost().custodian(), unit.custodian());
    if (unit.parent() == null && !before.organisation().equals(unit.custodian()) && !sameHands) {
      return false; // Refused: its sender has it, and another by now what it came in.
    }
    if (parent.state() == UnitState.DESTROYED) {
      if (!unit.state().isEnd() || !sameHands) {
        return false; // Unpacked, and what held it is no more.
      }
      units.revive(unit, before);
      return true;
    }
    if (cameAfterwards(parent, order.applyAsLong(before.lastEvent()))) {
      @Nullable Before packing = change(unit, before.lastEvent());
      units.release(unit, before, packing == null ? before : packing);
      return true;
    }
    if (parent.isWithin(unit) || parent.depth() + unit.height() + 2 > PackingRules.MAX_DEPTH) {
      return false;
    }
    units.revert(unit, before, parent);
    noteInside(unit);
    return true;
  }

  /**
   * Whether something was packed into a unit where that, or what holds it, is said never to have
   * been received: then it was not packed into it either.
   */
  private boolean cameAfterwards(Unit parent, long packing) {
    for (@Nullable Unit up = parent; up != null; up = up.parent()) {
      @Nullable NavigableMap<Long, Before> known = changes.get(up.epc());
      // What is above the latest event of a unit has been taken back.
      if (known != null
          && place(up) < packing
          && known.subMap(place(up), false, packing, false).values().stream()
              .anyMatch(change -> change.inTransitTo() != null)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Before change(Unit unit, long event) {
    @Nullable NavigableMap<Long, Before> known = changes.get(unit.epc());
    return known == null ? null : known.get(order.applyAsLong(event));
  }

  private void lookInside() {
    newestInside.clear();
    units.all().forEach(this::noteInside);
  }

  private void noteInside(Unit unit) {
    long newest = Math.max(place(unit), newestInside.getOrDefault(unit, Long.MIN_VALUE));
    for (@Nullable Unit up = unit.parent(); up != null; up = up.parent()) {
      newestInside.merge(up, newest, Math::max);
    }
  }

  private static boolean isHeld(UUID organisation, Unit unit) {
    Unit topmost = unit.topmost();
    return organisation.equals(topmost.custodian()) && topmost.inTransitTo() == null;
  }
}
