package io.pharmatrace.custody.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.OffSale;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.application.seals.SealQueue;
import io.pharmatrace.custody.domain.BatchEnd;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Past;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Rules;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.Products;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes events into custody: understands them, locks the units that they name, applies the rules in
 * order and writes everything back, each with one statement for all events. Works in the caller's
 * transaction; the caller starts anew when that meets a {@link Conflict}. Thread-safe.
 */
@Singleton
class Capture {
  private final Organisations organisations;
  private final Products products;
  private final UnitStore unitStore;
  private final EventStore eventStore;
  private final Corrections corrections;
  private final Offers offers;
  private final LateRules lateRules;
  private final LateEvents lateEvents;
  private final LateMisses misses;
  private final DoubtListener listener;
  private final OffSale offSale;
  private final Duration repeatTolerance;

  Capture(
      Organisations organisations,
      Products products,
      UnitStore unitStore,
      EventStore eventStore,
      Corrections corrections,
      Offers offers,
      LateRules lateRules,
      LateEvents lateEvents,
      LateMisses misses,
      Suspicions suspicions,
      OffSale offSale,
      @Value("${pharmatrace.custody.repeat-tolerance:10m}") Duration repeatTolerance) {
    this.corrections = corrections;
    this.offers = offers;
    this.lateRules = lateRules;
    this.lateEvents = lateEvents;
    this.misses = misses;
    this.listener = DoubtListener.of(suspicions);
    this.offSale = offSale;
    this.repeatTolerance = repeatTolerance;
    this.organisations = organisations;
    this.products = products;
    this.unitStore = unitStore;
    this.eventStore = eventStore;
  }

  /** Captures in the order given what is asked for. */
  List<Outcome> capture(Handle handle, List<Submission> submissions) {
    return capture(handle, submissions, Telling.asked(listener));
  }

  /** Captures in the order given what is asked for of an offer. */
  List<Outcome> capture(Handle handle, List<Submission> submissions, DoubtListener doubts) {
    return capture(handle, submissions, Telling.asked(doubts));
  }

  /** Captures changes of state in the order given; none gives out what is off sale. */
  List<Outcome> captureChanges(Handle handle, List<Submission> changes, DoubtListener doubts) {
    return capture(handle, changes, Telling.asked(doubts, offSale));
  }

  /** Captures events in the order given, which tell what has happened. */
  List<Outcome> captureTold(Handle handle, List<Submission> submissions) {
    return captureTold(handle, submissions, listener);
  }

  /** Captures events in the order given, which tell what has happened. */
  List<Outcome> captureTold(Handle handle, List<Submission> submissions, DoubtListener doubts) {
    return capture(handle, submissions, Telling.told(null, doubts, false));
  }

  /**
   * Captures scans in the order given, some of which may wait.
   *
   * @param again whether they were tried before and will be again
   */
  List<Outcome> captureScans(
      Handle handle, List<Submission> submissions, @Nullable WaitingUnits queue, boolean again) {
    return capture(handle, submissions, Telling.told(queue, listener, again));
  }

  private List<Outcome> capture(Handle handle, List<Submission> submissions, Telling telling) {
    List<Outcome> outcomes = new ArrayList<>(submissions.size());
    int start = 0;
    for (int i = 0; i < submissions.size(); i++) {
      if (submissions.get(i).isCorrection()) {
        // It may be about an event just before it, and an event behind it may build on it.
        outcomes.addAll(captureAll(handle, submissions.subList(start, i), telling));
        outcomes.add(corrections.capture(handle, submissions.get(i)));
        start = i + 1;
      }
    }
    outcomes.addAll(captureAll(handle, submissions.subList(start, submissions.size()), telling));
    return Strangers.veil(handle, submissions, outcomes);
  }

  /** What is told late is taken by itself, and what is behind it with all that this changed. */
  private List<Outcome> captureAll(Handle handle, List<Submission> submissions, Telling telling) {
    List<Outcome> outcomes = new ArrayList<>(submissions.size());
    int most = submissions.size();
    while (outcomes.size() < submissions.size()) {
      int from = outcomes.size();
      int to = Math.min(from + most, submissions.size());
      List<Outcome> done = captureTogether(handle, submissions.subList(from, to), telling);
      outcomes.addAll(done);
      most = done.size() < to - from ? 1 : 2 * most;
    }
    return outcomes;
  }

  /** Outcomes of the first of them, at least one; up to the next that is told late. */
  private List<Outcome> captureTogether(
      Handle handle, List<Submission> submissions, Telling telling) {
    @Nullable WaitingUnits queue = telling.queue();
    Interpreter interpreter =
        Interpreter.of(handle, organisations, submissions.stream().map(Submission::event));
    List<Item> items = submissions.stream().map(s -> Item.of(s, interpreter)).toList();
    Units units =
        unitStore.load(
            handle,
            all(items, CustodyAction::units),
            all(items, CustodyAction::opened),
            eventStore.unitIds(handle));
    StoredPast past = new StoredPast(handle, units);
    Set<UUID> eager =
        new HashSet<>(LateRules.expect(handle, items, units, past, telling.effort().again()));
    // Looked up under the locks, so that a repeat that ran beside us is seen.
    KnownEvents known =
        KnownEvents.among(handle, submissions, items.stream().map(Item::identity).toList());
    List<CustodyAction> actions = items.stream().flatMap(Item::action).toList();
    Set<UUID> tellers =
        submissions.stream().map(Submission::organisation).collect(Collectors.toSet());
    Preconditions preconditions =
        new Preconditions(
            organisations.byIds(handle, tellers),
            Preconditions.Registered.of(handle, products, actions),
            units);
    List<Meaning> meanings = items.stream().map(Item::meaning).toList();
    BatchEnd recalls = Recalled.among(handle, products, organisations, meanings, units);
    Rules rules = new Rules(units, preconditions::isCase, recalls, past, repeatTolerance);

    // Under the locks, too: a check that fails holds the pack until it has said so.
    SuspectGivings suspect = SuspectGivings.among(handle, telling.barred(), actions);

    Doubts doubts = new Doubts(units, new DoubtCodes(units, past, repeatTolerance));
    List<Leaving> leaving = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>();
    List<EventStore.NewEvent> accepted = new ArrayList<>();
    List<Item> kept = new ArrayList<>();
    Ids eventIds = eventStore.eventIds(handle, items.size());
    for (Item item : items) {
      Optional<Outcome> before = known.outcome(item.submission(), item.identity());
      if (before.isPresent()) {
        outcomes.add(before.get());
        continue;
      }
      boolean late =
          lateRules.isLate(handle, item, units, past)
              && !isOfLongAgo(item, units, past)
              && suspect.against(item.understood().action(), item.time()).isEmpty();
      if (!outcomes.isEmpty() && (late || LateRules.reaches(item, eager))) {
        break;
      }
      doubts.consider(item.submission(), item.meaning());
      Optional<Outcome> taken =
          late && !telling.effort().isForAnother()
              ? lateEvents.capture(handle, item, telling)
              : Optional.empty();
      if (taken.isPresent()) {
        doubts.isLate();
        doubts.accepted(item.submission(), item.meaning(), item.identity());
        Leaving.late(item).forEach(leaving::add);
        outcomes.add(taken.get());
        break;
      }
      long id = eventIds.getAsLong();
      past.note(id, item.time());
      Optional<Refusal> refusal =
          (late
                  ? lateRules.against(handle, item, units, telling.effort())
                  : Optional.<Refusal>empty())
              .or(
                  () ->
                      Optional.ofNullable(queue)
                          .flatMap(q -> q.behind(item.submission(), item.meaning())))
              .or(() -> apply(rules, preconditions, suspect, item, id));
      if (queue != null
          && refusal.isPresent()
          && Strangers.mayPass(item.submission(), refusal.get(), units, past)) {
        queue.add(item.submission(), item.units());
      } else if (refusal.isPresent()) {
        doubts.refused(item.submission(), item.meaning(), item.identity(), refusal.get());
      }
      if (refusal.isPresent()) {
        outcomes.add(new Outcome.Refused(refusal.get()));
        if (telling.happened() && RefusedEvents.mayCount(item, refusal.get())) {
          keep(item, units, past, telling, interpreter.now()).ifPresent(kept::add);
          eager.add(item.organisation());
        }
      } else {
        outcomes.add(known.add(item.submission(), item.identity(), id));
        preconditions.noteBatches(item.units());
        doubts.accepted(item.submission(), item.meaning(), item.identity());
        Leaving.of(item, id).forEach(leaving::add);
        accepted.add(item.stored(id));
      }
    }
    save(handle, units, accepted, kept, telling.effort());
    if (telling.effort().again() && !accepted.isEmpty()) {
      RefusedEvents.forget(handle, accepted);
    }
    if (telling.happened()) {
      doubts.follow(new UncheckedReturns(handle, offSale, products, units).among(leaving));
    }
    doubts.tell(handle, telling.doubts());
    return outcomes;
  }

  /** Whether an undo comes so long after we were told of the end that it is late for good. */
  private static boolean isOfLongAgo(Item item, Units units, Past past) {
    return item.understood().action() instanceof CustodyAction.Reactivate(var undone, _)
        && undone.stream().map(units::get).filter(Objects::nonNull).anyMatch(past::isBeyondUndo);
  }

  /** Keeps what was refused; what strangers tell makes nothing late. */
  private Optional<Item> keep(
      Item item, Units units, Past past, Telling telling, OffsetDateTime now) {
    boolean concerned = item.isOfOneConcerned(units, past);
    if (!RefusedEvents.isKept(item)) {
      if (concerned) {
        misses.note(LateMisses.Reason.NOT_KEPT, telling.effort());
      }
      return Optional.empty();
    }
    if (concerned) {
      units.noteRefused(item.fact(0), now);
    }
    if (!telling.effort().again()) {
      units.expect(item.fact(0));
    }
    return Optional.of(item);
  }

  private void save(
      Handle handle,
      Units units,
      List<EventStore.NewEvent> accepted,
      List<Item> kept,
      LateEffort effort) {
    if (accepted.isEmpty() && kept.isEmpty()) {
      return;
    }
    unitStore.save(handle, units, NewBatches.register(handle, products, units));
    if (RefusedEvents.add(handle, kept)) {
      misses.note(LateMisses.Reason.NOT_KEPT, effort);
    }
    if (!accepted.isEmpty()) {
      eventStore.save(handle, accepted, units);
      Changes.save(handle, units);
      SealQueue.told(handle, units);
      offers.save(handle, accepted, units.handovers());
    }
  }

  private static Optional<Refusal> apply(
      Rules rules, Preconditions preconditions, SuspectGivings suspect, Item item, long id) {
    if (item.meaning() instanceof Meaning.NotUnderstood wrong) {
      return Optional.of(wrong.refusal());
    }
    Meaning.Understood understood = (Meaning.Understood) item.meaning();
    Submission submission = item.submission();
    return preconditions
        .check(submission, understood.action())
        .or(() -> suspect.against(understood.action(), submission.event().eventTime()))
        .or(() -> rules.apply(item.fact(id)));
  }

  private static Set<Epc> all(List<Item> items, Function<CustodyAction, List<Epc>> units) {
    return items.stream()
        .flatMap(Item::action)
        .flatMap(action -> units.apply(action).stream())
        .collect(Collectors.toSet());
  }
}
