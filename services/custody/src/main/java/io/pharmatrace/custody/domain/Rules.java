package io.pharmatrace.custody.domain;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Sgtin;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What may happen to units. Each rule first looks at everything and only then changes anything, so
 * a refused event leaves no trace. Pure: works on {@link Units} alone.
 */
public final class Rules {
  private final Units units;
  private final Checks checks;
  private final LifeRules life;
  private final PackingRules packing;
  private final HandoverRules handover;
  private final Past past;

  /**
   * Rules over a working set.
   *
   * @param units holds every unit that the facts name and all that hold those
   * @param isCase whether a product is a case, that is, a logistic unit
   * @param batchEnd whether a batch has ended
   * @param past asked about what somebody else has by now
   * @param repeatTolerance how long the same change at the same place counts as a repeat
   */
  public Rules(
      Units units,
      Predicate<Sgtin> isCase,
      BatchEnd batchEnd,
      Past past,
      Duration repeatTolerance) {
    this.units = units;
    this.checks = new Checks(units);
    this.life = new LifeRules(units, isCase, batchEnd, past, repeatTolerance);
    this.packing = new PackingRules(units);
    this.handover = new HandoverRules(units);
    this.past = past;
  }

  /**
   * Applies a fact.
   *
   * @return why it was refused; empty when it was applied
   */
  public Optional<Refusal> apply(Fact fact) {
    @Nullable Refusal refusal =
        switch (fact.action()) {
          case CustodyAction.Commission commission -> life.commission(fact, commission);
          case CustodyAction.Transform transform -> life.transform(fact, transform);
          case CustodyAction.Decommission decommission -> life.decommission(fact, decommission);
          case CustodyAction.Reactivate reactivate -> life.reactivate(fact, reactivate);
          case CustodyAction.Pack pack -> packing.pack(fact, pack);
          case CustodyAction.Unpack unpack -> packing.unpack(fact, unpack);
          case CustodyAction.Ship ship -> handover.ship(fact, ship);
          case CustodyAction.Receive receive -> handover.receive(fact, receive);
          case CustodyAction.Refuse refuse -> handover.refuse(fact, refuse);
          case CustodyAction.Withdraw withdraw -> handover.withdraw(fact, withdraw);
          case CustodyAction.Note _ -> null;
          case CustodyAction.Observe observe ->
              Checks.firstOf(observe.units(), epc -> cannotObserve(fact, epc));
        };
    if (refusal == null) {
      units.note(fact);
    }
    return Optional.ofNullable(refusal);
  }

  /** Who never had to do with a unit would learn by this that there is one. */
  private @Nullable Refusal cannotObserve(Fact fact, Epc epc) {
    @Nullable Refusal refusal = checks.unknown(epc);
    if (refusal != null) {
      return refusal;
    }
    return past.concerns(checks.known(epc), fact.organisation())
        ? null
        : Checks.refuse(Reason.NOT_IN_CUSTODY, epc, "was never in your custody");
  }
}
