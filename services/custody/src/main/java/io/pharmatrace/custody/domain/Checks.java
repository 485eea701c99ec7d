package io.pharmatrace.custody.domain;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Epc;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What all rules look at: whether a unit is known and whose it is. Pure. */
class Checks {
  final Units units;

  Checks(Units units) {
    this.units = units;
  }

  static @Nullable Refusal notHeld(Fact fact, Unit unit) {
    Unit topmost = unit.topmost();
    @Nullable UUID custodian = topmost.custodian();
    if (!fact.organisation().equals(custodian)) {
      return refuse(Reason.NOT_IN_CUSTODY, unit.epc(), "is not in your custody");
    }
    return topmost.inTransitTo() == null
        ? null
        : refuse(Reason.IN_TRANSIT, unit.epc(), "is in transit to another organisation");
  }

  /**
   * What happened inside a unit before it was shipped may be told while that is on its way: what
   * was packed has left with it, what was taken out has not.
   */
  static @Nullable Refusal notHeldBefore(Fact fact, Unit unit) {
    Unit topmost = unit.topmost();
    @Nullable OffsetDateTime departed = topmost.departed();
    boolean before =
        fact.organisation().equals(topmost.custodian())
            && departed != null
            && fact.time().isBefore(departed);
    return before ? null : notHeld(fact, unit);
  }

  @Nullable Refusal unknown(Epc epc) {
    return units.get(epc) == null ? refuse(Reason.UNKNOWN_UNIT, epc, "was not commissioned") : null;
  }

  Unit known(Epc epc) {
    @Nullable Unit unit = units.get(epc);
    if (unit == null) {
      throw new IllegalStateException("checked before: the unit is known");
    }
    return unit;
  }

  static Refusal refuse(Reason reason, Epc epc, String what) {
    return new Refusal(reason, epc.digitalLink() + " " + what + ".", epc);
  }

  /** What may stand against a unit. */
  interface Check {
    @Nullable Refusal of(Epc epc);
  }

  static @Nullable Refusal firstOf(List<Epc> epcs, Check check) {
    for (Epc epc : epcs) {
      @Nullable Refusal refusal = check.of(epc);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }
}
