package io.pharmatrace.custody.domain;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Epc;
import org.jspecify.annotations.Nullable;

/** What may be offered to another organisation, and taken over from one. Pure. */
final class HandoverRules extends Checks {
  HandoverRules(Units units) {
    super(units);
  }

  @Nullable Refusal ship(Fact fact, CustodyAction.Ship ship) {
    if (ship.to().equals(fact.organisation())) {
      return new Refusal(
          Reason.NOT_SUPPORTED, "Shipping to oneself is no handover; use another business step.");
    }
    @Nullable Refusal refusal = firstOf(ship.units(), epc -> cannotShip(fact, epc));
    if (refusal == null) {
      for (Epc epc : ship.units()) {
        Unit unit = known(epc);
        units.touch(unit, fact.event());
        unit.hold(fact.organisation(), null, ship.to());
        unit.departed(fact.time());
      }
    }
    return refusal;
  }

  private @Nullable Refusal cannotShip(Fact fact, Epc epc) {
    @Nullable Unit unit = units.get(epc);
    if (unit == null) {
      return unknown(epc);
    }
    if (unit.state() != UnitState.ACTIVE) {
      return refuse(Reason.NOT_ACTIVE, epc, "is " + unit.state().text());
    }
    if (unit.parent() != null) {
      return refuse(Reason.IN_ANOTHER_UNIT, epc, "is in another unit; ship that, or unpack first");
    }
    return notHeld(fact, unit);
  }

  @Nullable Refusal receive(Fact fact, CustodyAction.Receive receive) {
    @Nullable Refusal refusal = firstOf(receive.units(), epc -> cannotReceive(fact, epc));
    if (refusal == null) {
      for (Epc epc : receive.units()) {
        Unit unit = known(epc);
        units.touch(unit, fact.event());
        unit.hold(fact.organisation(), fact.place(), null);
      }
    }
    return refusal;
  }

  private @Nullable Refusal cannotReceive(Fact fact, Epc epc) {
    @Nullable Unit unit = units.get(epc);
    if (unit == null) {
      return unknown(epc);
    }
    if (unit.parent() != null) {
      return refuse(Reason.IN_ANOTHER_UNIT, epc, "is in another unit; receive that first");
    }
    return fact.organisation().equals(unit.inTransitTo())
        ? null
        : refuse(Reason.NOT_OFFERED, epc, "was not shipped to you");
  }
}
