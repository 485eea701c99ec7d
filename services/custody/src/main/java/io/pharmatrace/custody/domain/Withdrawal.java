package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what an event did, after it was declared to be in error (EPCIS 2.0 section 7.4.1.4: as
 * if it had not happened). Only where the event is still in force: what a later event changed stays
 * as that one left it. Pure.
 */
public final class Withdrawal {
  /**
   * What a unit was like before the event.
   *
   * @param lastEvent the event that had changed it last
   */
  public record Before(
      Epc unit,
      long lastEvent,
      UnitState state,
      @Nullable Epc parent,
      @Nullable UUID custodian,
      @Nullable Gln place,
      @Nullable UUID inTransitTo) {}

  private final Units units;

  /** Over a working set that holds every unit concerned, its former parent, and all above. */
  public Withdrawal(Units units) {
    this.units = units;
  }

  /**
   * Takes an event back.
   *
   * @param event the event in error
   * @param organisation who captured it and declares it in error
   * @param born what it brought into being
   * @param changed what it changed
   */
  public void apply(long event, UUID organisation, List<Epc> born, List<Before> changed) {
    born.forEach(this::unmake);
    for (Before before : changed) {
      @Nullable Unit unit = units.get(before.unit());
      if (unit != null && unit.lastEvent() == event && !born.contains(before.unit())) {
        restore(event, organisation, unit, before);
      }
    }
  }

  /**
   * What follows commissioning presupposes it and does not stand in for it, so a unit is void
   * wherever it is by now. One that has ended stays so, and is void when that is taken back.
   */
  private void unmake(Epc epc) {
    @Nullable Unit unit = units.get(epc);
    if (unit != null) {
      units.makeVoid(unit);
    }
  }

  private void restore(long event, UUID organisation, Unit unit, Before before) {
    if (unit.state() == UnitState.DESTROYED) {
      return; // What was reported destroyed never becomes active again, whoever erred.
    }
    @Nullable Unit now = unit.parent();
    @Nullable Unit former = before.parent() == null ? null : units.get(before.parent());
    if (now != null && !isHeld(organisation, now)) {
      return; // It was handed on with what holds it.
    }
    if (before.inTransitTo() != null
        && units.childrenOf(unit).stream().anyMatch(child -> child.lastEvent() > event)) {
      return; // Received and packed anew: others' units must not go back with it.
    }
    if (before.parent() != null && (former == null || !canReturn(organisation, unit, former))) {
      if (before.state() == unit.state()) {
        return; // Unpacked, and what held it is no longer here.
      }
      former = null;
    }
    units.revert(unit, before, former);
  }

  private static boolean isHeld(UUID organisation, Unit unit) {
    Unit topmost = unit.topmost();
    return organisation.equals(topmost.custodian()) && topmost.inTransitTo() == null;
  }

  private static boolean canReturn(UUID organisation, Unit unit, Unit parent) {
    return parent.state() == UnitState.ACTIVE
        && isHeld(organisation, parent)
        && isHeld(organisation, unit)
        && !parent.isWithin(unit)
        && parent.depth() + unit.height() + 2 <= Rules.MAX_DEPTH;
  }
}
