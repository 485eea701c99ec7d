package io.pharmatrace.custody.domain;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Sgtin;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How units come into being, end, and become active again ({@link PackTransitions}). Pure. */
final class LifeRules extends Checks {
  /** After any recall. */
  private static final OffsetDateTime EVER = OffsetDateTime.parse("9999-01-01T00:00:00Z");

  private final Predicate<Sgtin> isCase;
  private final BatchEnd batchEnd;
  private final Past past;
  private final Duration repeatTolerance;

  LifeRules(
      Units units,
      Predicate<Sgtin> isCase,
      BatchEnd batchEnd,
      Past past,
      Duration repeatTolerance) {
    super(units);
    this.isCase = isCase;
    this.batchEnd = batchEnd;
    this.past = past;
    this.repeatTolerance = repeatTolerance;
  }

  @Nullable Refusal commission(Fact fact, CustodyAction.Commission commission) {
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
    refusal = firstOf(commission.units(), epc -> cannotLeaveItsBatch(fact, epc, commission));
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

  /**
   * What was commissioned in error is not commissioned into another batch to escape the end of its
   * own: recall and withdrawal are never taken back, whatever time the event is of.
   */
  private @Nullable Refusal cannotLeaveItsBatch(
      Fact fact, Epc epc, CustodyAction.Commission commission) {
    @Nullable Unit stored = units.get(epc);
    @Nullable BatchRef before = stored == null ? null : stored.batch();
    if (stored == null || before == null || before.equals(batch(epc, commission))) {
      return null;
    }
    @Nullable Reason ended =
        batchEnd.of(before, EVER, null) == Reason.RECALLED
            ? Reason.RECALLED
            : batchEnd.of(before, fact.time(), fact.place());
    return ended == null
        ? null
        : Obstacles.refusal(PackTransitions.Obstacle.BATCH_ENDED, stored, ended, fact.place());
  }

  @Nullable Refusal transform(Fact fact, CustodyAction.Transform transform) {
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
    Unit unit = units.create(fact, epc, kind, batch(epc, commission));
    unit.hold(fact.organisation(), fact.place(), null);
    units.touch(unit, fact);
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

  @Nullable Refusal decommission(Fact fact, CustodyAction.Decommission decommission) {
    @Nullable Refusal refusal =
        firstOf(decommission.units(), epc -> cannotDecommission(fact, epc, decommission.target()));
    if (refusal == null) {
      decommission.units().forEach(epc -> end(fact, epc, decommission.target()));
    }
    return refusal;
  }

  private void end(Fact fact, Epc epc, UnitState target) {
    Unit unit = known(epc);
    units.touch(unit, fact);
    // What was handed on before we were told stays where it is, and is no good for anybody.
    if (notHeldBefore(fact, unit) == null) {
      units.takeOut(unit, fact);
    }
    unit.end(target, fact.time(), fact.place());
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
    @Nullable Refusal refusal = obstacle(fact, unit, target, null);
    if (refusal != null) {
      return refusal;
    }
    // How a pack ended counts however late we are told: better no good than good by mistake.
    refusal = notHeldBefore(fact, unit);
    if (refusal == null) {
      if (unit.state() == target) {
        // Of one holder's claims one succeeds, whatever their times.
        return refuse(Reason.ALREADY_SO, epc, "is already " + target.text());
      }
      return PackTransitions.isTakenBack(unit, target, fact.time())
              && !wasOnlyUnlocked(unit, target, fact.time())
          ? refuse(Reason.TAKEN_BACK, epc, "became Active again after that")
          : null;
    }
    return past.held(unit, fact.organisation(), fact.time()) ? null : refusal;
  }

  /** Who unlocks a pack takes back that it was locked, and nothing that happened before that. */
  private boolean wasOnlyUnlocked(Unit unit, UnitState target, OffsetDateTime at) {
    return target != UnitState.LOCKED
        && past.cameBackFrom(unit)
            .filter(ended -> ended.state() == UnitState.LOCKED)
            .map(Past.Ended::since)
            .filter(at::isBefore)
            .isPresent();
  }

  @Nullable Refusal reactivate(Fact fact, CustodyAction.Reactivate reactivate) {
    @Nullable Refusal refusal =
        firstOf(
            reactivate.units(),
            epc -> {
              @Nullable Unit unit = units.get(epc);
              if (unit == null) {
                return unknown(epc);
              }
              @Nullable Refusal stands =
                  obstacle(fact, unit, UnitState.ACTIVE, reactivate.undone());
              if (stands == null && past.isBeyondUndo(unit)) {
                stands =
                    Obstacles.refusal(PackTransitions.Obstacle.TOO_LATE, unit, null, fact.place());
              }
              return stands != null ? stands : notHeld(fact, unit);
            });
    if (refusal == null) {
      for (Epc epc : reactivate.units()) {
        Unit unit = known(epc);
        units.touch(unit, fact);
        unit.reactivate(fact.time(), fact.place());
      }
    }
    return refusal;
  }

  /**
   * Back to Active comes nothing whose batch has ended, neither by a time that somebody writes
   * before that, nor at a site of another country than that where it left Active.
   */
  private @Nullable Reason endedForReturns(Fact fact, Unit unit, BatchRef batch) {
    OffsetDateTime by = fact.told().isAfter(fact.time()) ? fact.told() : fact.time();
    @Nullable Reason ended = batchEnd.of(batch, by, fact.place());
    return ended != null || unit.endedIn() == null ? ended : batchEnd.of(batch, by, unit.endedIn());
  }

  /** What the table of states has against a change. */
  private @Nullable Refusal obstacle(
      Fact fact, Unit unit, UnitState wanted, @Nullable UnitState undone) {
    boolean comesBack = wanted == UnitState.ACTIVE;
    if (unit.state() == UnitState.VOID || (comesBack && unit.unmade())) {
      return refuse(Reason.NOT_ACTIVE, unit.epc(), "was commissioned in error");
    }
    @Nullable BatchRef batch = unit.batch();
    @Nullable Reason ended =
        batch == null
            ? null
            : comesBack
                ? endedForReturns(fact, unit, batch)
                : batchEnd.of(batch, fact.time(), fact.place());
    return PackTransitions.obstacle(
            new PackTransitions.Present(
                unit.state(), unit.endedAt(), unit.endedIn(), ended != null),
            new PackTransitions.Wanted(
                wanted,
                undone,
                fact.time(),
                fact.place(),
                fact.organisation().equals(unit.topmost().custodian())),
            repeatTolerance)
        .map(obstacle -> Obstacles.refusal(obstacle, unit, ended, fact.place()))
        .orElse(null);
  }
}
