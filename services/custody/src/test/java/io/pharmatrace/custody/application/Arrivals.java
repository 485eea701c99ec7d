package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.RandomJourney.Step;
import io.pharmatrace.custody.domain.Adoption;
import io.pharmatrace.custody.domain.BatchEnd;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Fact;
import io.pharmatrace.custody.domain.Lateness;
import io.pharmatrace.custody.domain.Past;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Replay;
import io.pharmatrace.custody.domain.ReplayedPast;
import io.pharmatrace.custody.domain.Rules;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events as they arrive: applied, parked, or rejected, as scans are; what waits is tried again, and
 * what was rejected counts only with what is told late. In memory.
 */
final class Arrivals {
  private static final Map<UUID, Gln> PLACES =
      Map.of(
          RandomJourney.MAKER, new Gln("0300011111116"),
          RandomJourney.WHOLESALER, new Gln("0300012222224"),
          RandomJourney.PHARMACY, new Gln("0300013333332"));

  private final AtomicLong ids = new AtomicLong();
  private final Units units = new Units(List.of(), ids::incrementAndGet);
  private final Map<Long, OffsetDateTime> times = new HashMap<>();
  private final Past past = new ReplayedPast(units, times);
  private final Rules rules = rules(units, past);
  private final List<Fact> stored = new ArrayList<>();
  private final Map<Epc, Long> replayed = new HashMap<>();
  private final Set<Step> parked = new HashSet<>();
  private final Set<Step> refused = new HashSet<>();

  /** Which of what is refused is tried again. */
  enum Again {
    /** All that may be cured, as scans are. */
    ALL,
    /** As EPCIS events, which are told once. */
    NOTHING
  }

  private final Again again;

  Arrivals(Again again) {
    this.again = again;
  }

  private static Rules rules(Units units, Past past) {
    return new Rules(units, sgtin -> false, BatchEnd.EXPIRY, past, Duration.ofMinutes(10));
  }

  boolean takes(Step step) {
    return rules.apply(fact(step)).isEmpty();
  }

  private Fact fact(Step step) {
    long event = ids.incrementAndGet();
    times.put(event, step.time());
    return new Fact(
        event, step.organisation(), step.time(), PLACES.get(step.organisation()), step.action());
  }

  void arrive(Step step) {
    attempt(step, waiting(parked));
    boolean progress = !parked.isEmpty();
    while (progress) {
      progress = false;
      WaitingUnits queue = new WaitingUnits();
      for (Step other : parked.stream().sorted(Comparator.comparing(Step::number)).toList()) {
        progress |= parked.contains(other) && attempt(other, queue);
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

  private List<Unit> known(Step step) {
    return step.action().units().stream()
        .flatMap(epc -> Stream.ofNullable(units.get(epc)))
        .toList();
  }

  private boolean isOfOneConcerned(Step step) {
    return known(step).stream().allMatch(unit -> past.concerns(unit, step.organisation()));
  }

  /** As LateScope does. */
  private List<Step> waiting(Step late, Set<Epc> concerned) {
    List<Step> about =
        refused.stream()
            .filter(step -> !step.equals(late))
            .filter(step -> step.action().units().stream().anyMatch(concerned::contains))
            .toList();
    Set<UUID> tellers = new HashSet<>(Set.of(late.organisation()));
    addReceiver(late, tellers);
    for (UUID party : PLACES.keySet()) {
      if (concerned.stream()
          .flatMap(epc -> Stream.ofNullable(units.get(epc)))
          .anyMatch(unit -> past.concerns(unit, party))) {
        tellers.add(party);
      }
    }
    boolean more = true;
    while (more) {
      more = false;
      for (Step step : about) {
        more |= tellers.contains(step.organisation()) && addReceiver(step, tellers);
      }
    }
    return about.stream().filter(step -> tellers.contains(step.organisation())).toList();
  }

  private static boolean addReceiver(Step step, Set<UUID> receivers) {
    return step.action() instanceof CustodyAction.Ship(_, UUID to) && receivers.add(to);
  }

  /** As Capture does. */
  private boolean attempt(Step step, WaitingUnits queue) {
    Fact fact = fact(step);
    expect(step);
    boolean concerned = isOfOneConcerned(step);
    if (concerned && step.action() instanceof CustodyAction.Ship(List<Epc> shipped, UUID to)) {
      shipped.forEach(epc -> expectOf(to, epc, step.time()));
    }
    boolean late = concerned && Lateness.isLate(units, fact);
    if (late && replay(fact, step)) {
      return true;
    }
    boolean arrival =
        step.action() instanceof CustodyAction.Commission
            || step.action() instanceof CustodyAction.Receive;
    boolean behind =
        !arrival && queue.isBehind(step.organisation(), step.time(), step.action().units());
    Optional<Refusal> refusal =
        behind
            ? Optional.empty()
            : late && endedLater(step)
                ? Optional.of(new Refusal(Refusal.Reason.NOTHING_TO_UNDO, "It ended again."))
                : rules.apply(fact);
    if (!behind && refusal.isEmpty()) {
      stored.add(fact);
      forget(step);
      return true;
    }
    boolean waits = behind || refusal.orElseThrow().reason().waitable();
    if (waits && again == Again.ALL) {
      parked.add(step);
      note(queue, step);
    } else {
      parked.remove(step);
    }
    // RefusedEvents.mayCount
    if (waits || refusal.orElseThrow().reason().isOfPresent()) {
      if (concerned) {
        units.noteRefused(fact, OffsetDateTime.MAX);
      }
      refused.add(step);
    }
    return false;
  }

  /** As LateRules does. */
  private void expect(Step step) {
    for (Epc epc : step.action().units()) {
      boolean born =
          !parked.contains(step)
              && refused.stream().anyMatch(other -> other.action().born().contains(epc));
      refused.stream()
          .filter(other -> other.organisation().equals(step.organisation()))
          .filter(other -> other.action().units().contains(epc))
          .forEach(
              other -> units.expectations().add(epc, other.organisation(), other.time(), born));
    }
  }

  /**
   * As LateRules does: what the receiver told in vain of what comes to him, and of what is in it.
   */
  private void expectOf(UUID receiver, Epc shipped, OffsetDateTime since) {
    for (Step other : refused) {
      if (other.organisation().equals(receiver)
          && other.time().isAfter(since)
          && known(other).stream().anyMatch(unit -> isIn(unit, shipped))) {
        units.noteTold(shipped, other.time(), OffsetDateTime.MAX);
      }
    }
  }

  private static boolean isIn(Unit unit, Epc holder) {
    for (@Nullable Unit up = unit; up != null; up = up.parent()) {
      if (up.epc().equals(holder)) {
        return true;
      }
    }
    return false;
  }

  private void forget(Step step) {
    refused.remove(step);
    parked.remove(step);
  }

  private boolean replay(Fact late, Step step) {
    Set<Epc> concerned = around(step);
    Map<Long, Step> steps = new HashMap<>();
    List<Fact> waiting = new ArrayList<>(List.of(late));
    steps.put(late.event(), step);
    for (Step other : waiting(step, concerned)) {
      Fact fact = fact(other);
      waiting.add(fact);
      steps.put(fact.event(), other);
    }
    Units some =
        new Units(
            units.all().stream().filter(unit -> concerned.contains(unit.epc())).toList(),
            ids::incrementAndGet);
    Optional<Replay.Outcome> outcome =
        new Replay(
                some,
                (anew, then, old) -> rules(anew, then),
                new Replay.Settled(stored, replayed),
                waiting,
                late,
                false)
            .result();
    outcome.ifPresent(
        found -> {
          new Adoption(units).of(found.units());
          stored.addAll(found.accepted());
          found.units().all().forEach(unit -> replayed.put(unit.epc(), found.latest()));
          found.accepted().forEach(f -> forget(Objects.requireNonNull(steps.remove(f.event()))));
          steps.forEach((event, other) -> units.noteRefused(fact(other), OffsetDateTime.MAX));
        });
    return outcome.isPresent();
  }

  /** What a step names and all that was ever said to be in or around that; as LateScope does. */
  private Set<Epc> around(Step step) {
    List<CustodyAction> told = new ArrayList<>();
    stored.forEach(fact -> told.add(fact.action()));
    refused.forEach(other -> told.add(other.action()));
    Set<Epc> around = new HashSet<>(step.action().units());
    boolean more = true;
    while (more) {
      more = false;
      for (CustodyAction action : told) {
        boolean links = action instanceof CustodyAction.Pack || isRefused(action);
        if (links && action.units().stream().anyMatch(around::contains)) {
          more |= around.addAll(action.units());
        }
      }
    }
    return around;
  }

  private boolean isRefused(CustodyAction action) {
    return refused.stream().anyMatch(other -> other.action().equals(action));
  }

  /** As LateRules does: nothing is undone that is on record to have ended again after that. */
  private boolean endedLater(Step step) {
    return step.action() instanceof CustodyAction.Reactivate(List<Epc> back, _)
        && stored.stream()
            .anyMatch(
                fact ->
                    fact.time().isAfter(step.time())
                        && fact.action() instanceof CustodyAction.Decommission(List<Epc> ended, _)
                        && ended.stream().anyMatch(back::contains));
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
