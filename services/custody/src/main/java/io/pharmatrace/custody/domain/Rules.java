package io.pharmatrace.custody.domain;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What may happen to units. Each rule first looks at everything and only then changes anything, so
 * a refused event leaves no trace. Pure: works on {@link Units} alone.
 */
public final class Rules {
  /** More levels of packing than any real pallet has. */
  static final int MAX_DEPTH = 8;

  private final Units units;
  private final Predicate<Sgtin> isCase;

  /**
   * Rules over a working set.
   *
   * @param units holds every unit that the facts name and all that hold those
   * @param isCase whether a product is a case, that is, a logistic unit
   */
  public Rules(Units units, Predicate<Sgtin> isCase) {
    this.units = units;
    this.isCase = isCase;
  }

  /**
   * Applies a fact.
   *
   * @return why it was refused; empty when it was applied
   */
  public Optional<Refusal> apply(Fact fact) {
    @Nullable Refusal refusal =
        switch (fact.action()) {
          case CustodyAction.Commission commission -> commission(fact, commission);
          case CustodyAction.Pack pack -> pack(fact, pack);
          case CustodyAction.Unpack unpack -> unpack(fact, unpack);
          case CustodyAction.Ship ship -> ship(fact, ship);
          case CustodyAction.Receive receive -> receive(fact, receive);
          case CustodyAction.Decommission decommission -> decommission(fact, decommission);
          case CustodyAction.Transform transform -> transform(fact, transform);
          case CustodyAction.Note _ -> null;
          case CustodyAction.Observe observe -> firstOf(observe.units(), this::unknown);
        };
    return Optional.ofNullable(refusal);
  }

  private @Nullable Refusal commission(Fact fact, CustodyAction.Commission commission) {
    @Nullable Refusal refusal =
        firstOf(
            commission.units(),
            epc -> {
              @Nullable Unit unit = units.get(epc);
              return unit == null || unit.state() == UnitState.VOID
                  ? null
                  : refuse(Reason.ALREADY_COMMISSIONED, epc, "was commissioned before");
            });
    if (refusal != null) {
      return refusal;
    }
    if (commission.units().stream().distinct().count() < commission.units().size()) {
      return new Refusal(Reason.ALREADY_COMMISSIONED, "The event names a unit twice.");
    }
    for (Epc epc : commission.units()) {
      @Nullable Unit stored = units.get(epc);
      if (stored == null) {
        create(fact, epc, commission);
      } else {
        units.recommission(stored, batch(epc, commission), fact);
      }
    }
    return null;
  }

  private @Nullable Refusal transform(Fact fact, CustodyAction.Transform transform) {
    List<Epc> known = transform.inputs().stream().filter(epc -> units.get(epc) != null).toList();
    @Nullable Refusal refusal =
        firstOf(known, epc -> cannotDecommission(fact, epc, UnitState.DESTROYED));
    // Commissioning looks at everything before it changes anything, as each rule does.
    if (refusal == null) {
      refusal = commission(fact, transform.commission());
    }
    if (refusal == null) {
      known.forEach(epc -> end(fact, epc, UnitState.DESTROYED));
    }
    return refusal;
  }

  private void create(Fact fact, Epc epc, CustodyAction.Commission commission) {
    Unit.Kind kind =
        !(epc instanceof Sgtin sgtin)
            ? Unit.Kind.SSCC
            : isCase.test(sgtin) ? Unit.Kind.CASE : Unit.Kind.PACK;
    Unit unit = units.create(epc, kind, batch(epc, commission));
    unit.hold(fact.organisation(), fact.place(), null);
    units.touch(unit, fact.event());
  }

  private static @Nullable BatchRef batch(Epc epc, CustodyAction.Commission commission) {
    if (!(epc instanceof Sgtin sgtin)) {
      return null;
    }
    // Capture has seen to it that lot and expiry date are there.
    if (commission.lot() == null || commission.expiry() == null) {
      throw new IllegalStateException("an SGTIN is commissioned with lot and expiry date");
    }
    return new BatchRef(sgtin.gtin(), commission.lot(), commission.expiry());
  }

  private @Nullable Refusal pack(Fact fact, CustodyAction.Pack pack) {
    @Nullable Unit parent = units.get(pack.parent());
    if (parent == null && !(pack.parent() instanceof Sscc)) {
      return unknown(pack.parent());
    }
    if (parent != null) {
      if (parent.kind() == Unit.Kind.PACK) {
        return refuse(Reason.NOT_SUPPORTED, pack.parent(), "is a pack and holds nothing");
      }
      if (parent.state() != UnitState.ACTIVE) {
        return refuse(Reason.NOT_ACTIVE, pack.parent(), "is " + parent.state().text());
      }
      @Nullable Refusal refusal = notHeldBefore(fact, parent);
      if (refusal != null) {
        return refusal;
      }
    }
    @Nullable Refusal refusal = firstOf(pack.children(), child -> cannotEnter(fact, child, parent));
    if (refusal != null) {
      return refusal;
    }
    Unit into = parent != null ? parent : implicit(fact, pack.parent());
    for (Epc child : pack.children()) {
      Unit unit = known(child);
      if (unit.parent() != into) {
        units.enter(unit, into, fact);
      }
    }
    return null;
  }

  private Unit implicit(Fact fact, Epc sscc) {
    Unit unit = units.create(sscc, Unit.Kind.SSCC, null);
    unit.hold(fact.organisation(), fact.place(), null);
    units.touch(unit, fact.event());
    return unit;
  }

  private @Nullable Refusal cannotEnter(Fact fact, Epc epc, @Nullable Unit parent) {
    @Nullable Unit child = units.get(epc);
    if (child == null) {
      return unknown(epc);
    }
    if (child.state() != UnitState.ACTIVE) {
      return refuse(Reason.NOT_ACTIVE, epc, "is " + child.state().text());
    }
    if (parent != null && parent.isWithin(child)) {
      return refuse(Reason.CONTAINS_ITSELF, epc, "would be inside itself");
    }
    int above = parent == null ? 0 : parent.depth();
    if (above + child.height() + 2 > MAX_DEPTH) {
      return refuse(Reason.TOO_DEEP, epc, "would be nested more than " + MAX_DEPTH + " deep");
    }
    if (child.parent() != null && child.parent() != parent) {
      return refuse(Reason.IN_ANOTHER_UNIT, epc, "is in another unit; unpack it first");
    }
    return notHeld(fact, child);
  }

  private @Nullable Refusal unpack(Fact fact, CustodyAction.Unpack unpack) {
    @Nullable Unit parent = units.get(unpack.parent());
    if (parent == null) {
      return unknown(unpack.parent());
    }
    @Nullable Refusal refusal = notHeldBefore(fact, parent);
    if (refusal != null) {
      return refusal;
    }
    refusal =
        firstOf(
            unpack.children(),
            epc -> {
              @Nullable Unit child = units.get(epc);
              if (child == null) {
                return unknown(epc);
              }
              return child.parent() == parent
                  ? null
                  : refuse(Reason.NOT_INSIDE, epc, "is not in the unit that is unpacked");
            });
    if (refusal != null) {
      return refusal;
    }
    List<Unit> leaving =
        unpack.children().isEmpty()
            ? units.childrenOf(parent)
            : unpack.children().stream().map(this::known).toList();
    leaving.forEach(child -> units.takeOut(child, fact));
    return null;
  }

  private @Nullable Refusal ship(Fact fact, CustodyAction.Ship ship) {
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

  private @Nullable Refusal receive(Fact fact, CustodyAction.Receive receive) {
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

  private @Nullable Refusal decommission(Fact fact, CustodyAction.Decommission decommission) {
    @Nullable Refusal refusal =
        firstOf(decommission.units(), epc -> cannotDecommission(fact, epc, decommission.target()));
    if (refusal == null) {
      decommission.units().forEach(epc -> end(fact, epc, decommission.target()));
    }
    return refusal;
  }

  private void end(Fact fact, Epc epc, UnitState target) {
    Unit unit = known(epc);
    units.touch(unit, fact.event());
    units.takeOut(unit, fact);
    unit.state(target);
  }

  private @Nullable Refusal cannotDecommission(Fact fact, Epc epc, UnitState target) {
    @Nullable Unit unit = units.get(epc);
    if (unit == null) {
      return unknown(epc);
    }
    if (unit.kind() != Unit.Kind.PACK
        && (target != UnitState.DESTROYED || !units.childrenOf(unit).isEmpty())) {
      return refuse(Reason.NOT_SUPPORTED, epc, "is no pack; unpack it and name what was inside");
    }
    if (unit.state() != UnitState.ACTIVE) {
      return refuse(Reason.NOT_ACTIVE, epc, "is already " + unit.state().text());
    }
    LocalDate day = fact.time().toLocalDate();
    if (target == UnitState.SUPPLIED
        && unit.batch() != null
        && unit.batch().expiry().date().isBefore(day)) {
      return refuse(Reason.EXPIRED, epc, "expired on " + unit.batch().expiry());
    }
    return notHeldBefore(fact, unit);
  }

  private static @Nullable Refusal notHeld(Fact fact, Unit unit) {
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
  private static @Nullable Refusal notHeldBefore(Fact fact, Unit unit) {
    Unit topmost = unit.topmost();
    @Nullable OffsetDateTime departed = topmost.departed();
    boolean before =
        fact.organisation().equals(topmost.custodian())
            && departed != null
            && fact.time().isBefore(departed);
    return before ? null : notHeld(fact, unit);
  }

  private @Nullable Refusal unknown(Epc epc) {
    return units.get(epc) == null ? refuse(Reason.UNKNOWN_UNIT, epc, "was not commissioned") : null;
  }

  private Unit known(Epc epc) {
    @Nullable Unit unit = units.get(epc);
    if (unit == null) {
      throw new IllegalStateException("checked before: the unit is known");
    }
    return unit;
  }

  private static Refusal refuse(Reason reason, Epc epc, String what) {
    return new Refusal(reason, epc.digitalLink() + " " + what + ".");
  }

  private interface Check {
    @Nullable Refusal of(Epc epc);
  }

  private static @Nullable Refusal firstOf(List<Epc> epcs, Check check) {
    for (Epc epc : epcs) {
      @Nullable Refusal refusal = check.of(epc);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }
}
