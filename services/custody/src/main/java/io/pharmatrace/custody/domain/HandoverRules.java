package io.pharmatrace.custody.domain;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Epc;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
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
        units.touch(unit, fact);
        units.handedOver(unit, null, fact.event(), OfferState.OFFERED);
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
    @Nullable Refusal refusal = firstOf(receive.units(), this::unknown);
    List<Unit> taken = outermost(receive.units());
    if (refusal == null) {
      refusal = firstOf(epcs(taken), epc -> cannotReceive(fact, known(epc)));
    }
    if (refusal == null) {
      taken.forEach(unit -> take(fact, unit));
    }
    return refusal;
  }

  /** What is named together with what holds it comes within that. */
  private List<Unit> outermost(List<Epc> epcs) {
    Set<Unit> named = new LinkedHashSet<>();
    epcs.forEach(epc -> Optional.ofNullable(units.get(epc)).ifPresent(named::add));
    return named.stream().filter(unit -> !isInside(unit, named)).toList();
  }

  private static boolean isInside(Unit unit, Set<Unit> others) {
    for (@Nullable Unit up = unit.parent(); up != null; up = up.parent()) {
      if (others.contains(up)) {
        return true;
      }
    }
    return false;
  }

  private static List<Epc> epcs(List<Unit> units) {
    return units.stream().map(Unit::epc).toList();
  }

  private static @Nullable Refusal cannotReceive(Fact fact, Unit unit) {
    if (cameBack(fact, unit)) {
      return null;
    }
    Unit topmost = unit.topmost();
    @Nullable OffsetDateTime arrived = topmost.arrived();
    // Taken out and received before what held it was, but told afterwards.
    boolean toldLate =
        unit != topmost
            && fact.organisation().equals(topmost.custodian())
            && arrived != null
            && fact.time().isBefore(arrived)
            && cameWith(topmost, unit);
    return toldLate ? null : notOffered(fact, unit);
  }

  /** Whether it was inside when the other arrived, which nothing has changed since. */
  private static boolean cameWith(Unit topmost, Unit unit) {
    for (@Nullable Unit up = unit; up != null && up != topmost; up = up.parent()) {
      if (up.lastEvent() > topmost.lastEvent()) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Refusal notOffered(Fact fact, Unit unit) {
    if (fact.organisation().equals(unit.topmost().inTransitTo())) {
      return null;
    }
    return unit.parent() != null
        ? refuse(Reason.IN_ANOTHER_UNIT, unit.epc(), "is in another unit; receive that first")
        : refuse(Reason.NOT_OFFERED, unit.epc(), "was not shipped to you");
  }

  /** What the receiver refused has no place until its sender has it again. */
  private static boolean cameBack(Fact fact, Unit unit) {
    return unit.parent() == null
        && fact.organisation().equals(unit.custodian())
        && unit.inTransitTo() == null
        && unit.place() == null;
  }

  private void take(Fact fact, Unit unit) {
    OfferState state = cameBack(fact, unit) ? OfferState.RETURNED : OfferState.ACCEPTED;
    units.handedOver(unit, unit.topmost(), fact.event(), state);
    release(fact, unit);
    unit.hold(fact.organisation(), fact.place(), null);
    if (unit.kind() != Unit.Kind.PACK) {
      unit.arrived(fact.time());
    }
  }

  /** Before something is taken, refused or missed on its own, what it was offered in is opened. */
  private void release(Fact fact, Unit unit) {
    units.touch(unit, fact);
    units.leave(unit, fact);
  }

  @Nullable Refusal refuse(Fact fact, CustodyAction.Refuse refuse) {
    @Nullable Refusal refusal = firstOf(refuse.units(), this::unknown);
    List<Unit> refused = outermost(refuse.units());
    if (refusal == null) {
      refusal = firstOf(epcs(refused), epc -> notOffered(fact, known(epc)));
    }
    if (refusal == null) {
      for (Unit unit : refused) {
        Unit topmost = unit.topmost();
        units.handedOver(unit, topmost, fact.event(), refuse.why());
        if (refuse.why() != OfferState.MISSING) {
          @Nullable UUID sender = topmost.custodian();
          release(fact, unit);
          unit.hold(sender, null, null);
        } else if (unit != topmost) {
          release(fact, unit); // It stays on offer by itself.
        }
      }
    }
    return refusal;
  }

  @Nullable Refusal withdraw(Fact fact, CustodyAction.Withdraw withdraw) {
    @Nullable Refusal refusal = firstOf(withdraw.units(), this::unknown);
    List<Unit> withdrawn = outermost(withdraw.units());
    if (refusal == null) {
      refusal = firstOf(epcs(withdrawn), epc -> cannotWithdraw(fact, known(epc)));
    }
    if (refusal == null) {
      for (Unit unit : withdrawn) {
        units.handedOver(unit, null, fact.event(), OfferState.WITHDRAWN);
        units.touch(unit, fact);
        unit.hold(fact.organisation(), fact.place(), null);
      }
    }
    return refusal;
  }

  private static @Nullable Refusal cannotWithdraw(Fact fact, Unit unit) {
    if (unit.parent() != null) {
      return refuse(
          Reason.IN_ANOTHER_UNIT, unit.epc(), "is in another unit; take the offer of that back");
    }
    if (!fact.organisation().equals(unit.custodian())) {
      return refuse(Reason.NOT_IN_CUSTODY, unit.epc(), "is not in your custody");
    }
    return unit.inTransitTo() == null
        ? refuse(Reason.NOT_OFFERED, unit.epc(), "is not on its way to anybody")
        : null;
  }
}
