package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.RandomJourney.Step;
import io.pharmatrace.custody.domain.BatchEnd;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Fact;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Rules;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Events as they arrive: applied, parked, or rejected, as scans are. In memory. */
final class Arrivals {
  private static final Map<UUID, Gln> PLACES =
      Map.of(
          RandomJourney.MAKER, new Gln("0300011111116"),
          RandomJourney.WHOLESALER, new Gln("0300012222224"),
          RandomJourney.PHARMACY, new Gln("0300013333332"));

  private final AtomicLong ids = new AtomicLong();
  private final Units units = new Units(List.of(), ids::incrementAndGet);
  private final Rules rules =
      new Rules(units, sgtin -> false, BatchEnd.EXPIRY, this::held, Duration.ofMinutes(10));
  private final Map<Long, OffsetDateTime> times = new HashMap<>();
  private final Set<Step> parked = new HashSet<>();

  boolean takes(Step step) {
    return apply(step).isEmpty();
  }

  private Optional<Refusal> apply(Step step) {
    long event = ids.incrementAndGet();
    times.put(event, step.time());
    return rules.apply(
        new Fact(
            event,
            step.organisation(),
            step.time(),
            PLACES.get(step.organisation()),
            step.action()));
  }

  /** As StoredPast does by what is on record. */
  private boolean held(Unit unit, UUID organisation, OffsetDateTime at) {
    Optional<Units.Change> next =
        units.changes().stream()
            .filter(
                c -> c.unit() == unit && Objects.requireNonNull(times.get(c.event())).isAfter(at))
            .findFirst();
    @Nullable Unit parent = next.isPresent() ? next.get().parent() : unit.parent();
    if (parent != null) {
      return held(parent, organisation, at);
    }
    return organisation.equals(next.isPresent() ? next.get().custodian() : unit.custodian())
        && (next.isPresent() ? next.get().inTransitTo() : unit.inTransitTo()) == null;
  }

  void arrive(Step step) {
    if (attempt(step, waiting(parked)) && !parked.isEmpty()) {
      retry();
    }
  }

  private void retry() {
    boolean progress = true;
    while (progress) {
      progress = false;
      List<Step> again = parked.stream().sorted(Comparator.comparing(Step::number)).toList();
      parked.clear();
      WaitingUnits queue = new WaitingUnits();
      for (Step step : again) {
        progress |= attempt(step, queue);
      }
    }
  }

  private static WaitingUnits waiting(Set<Step> steps) {
    WaitingUnits queue = new WaitingUnits();
    steps.forEach(step -> note(queue, step));
    return queue;
  }

  private static void note(WaitingUnits queue, Step step) {
    queue.add(
        step.organisation(),
        step.time(),
        step.action().units().stream().map(Epc::digitalLink).toList());
  }

  private boolean attempt(Step step, WaitingUnits queue) {
    boolean arrival =
        step.action() instanceof CustodyAction.Commission
            || step.action() instanceof CustodyAction.Receive;
    if (!arrival && queue.isBehind(step.organisation(), step.time(), step.action().units())) {
      parked.add(step);
      note(queue, step);
      return false;
    }
    Optional<Refusal> refusal = apply(step);
    if (refusal.isPresent() && refusal.get().reason().waitable()) {
      parked.add(step);
      note(queue, step);
    }
    return refusal.isEmpty();
  }

  /** All that can be seen of the units. */
  String look() {
    return RandomJourney.ALL.stream().map(this::look).collect(Collectors.joining("; "));
  }

  private String look(Epc epc) {
    @Nullable Unit unit = units.get(epc);
    String of = epc.digitalLink() + " ";
    if (unit == null) {
      return of + "unknown";
    }
    Unit topmost = unit.topmost();
    @Nullable Unit parent = unit.parent();
    return of
        + unit.state().text()
        + " in "
        + (parent == null ? "nothing" : parent.epc().digitalLink())
        + " held by "
        + RandomJourney.name(Objects.requireNonNull(topmost.custodian()))
        + " at "
        + topmost.place()
        + " for "
        + (topmost.inTransitTo() == null ? "none" : RandomJourney.name(topmost.inTransitTo()));
  }
}
