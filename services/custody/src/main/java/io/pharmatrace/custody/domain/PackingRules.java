package io.pharmatrace.custody.domain;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Sscc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may go into and out of what. Pure. */
final class PackingRules extends Checks {
  /** More levels of packing than any real pallet has. */
  static final int MAX_DEPTH = 8;

  PackingRules(Units units) {
    super(units);
  }

  @Nullable Refusal pack(Fact fact, CustodyAction.Pack pack) {
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
    Unit unit = units.create(fact, sscc, Unit.Kind.SSCC, null);
    unit.hold(fact.organisation(), fact.place(), null);
    units.touch(unit, fact);
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

  @Nullable Refusal unpack(Fact fact, CustodyAction.Unpack unpack) {
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
}
