package io.pharmatrace.custody.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.OffSale;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.domain.BatchEnd;
import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Fact;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.Rules;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.Products;
import io.pharmatrace.registry.Products.BatchKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Takes events into custody: understands them, locks the units that they name, applies the rules in
 * order and writes everything back, each with one statement for all events. Works in the caller's
 * transaction; the caller starts anew when that meets a {@link Conflict}. Thread-safe.
 */
@Singleton
class Capture {
  /** What is told of a suspect pack is stored; only who asks first can be stopped. */
  private static final OffSale ON_SALE = (transaction, packs) -> Map.of();

  private final Organisations organisations;
  private final Products products;
  private final UnitStore unitStore;
  private final EventStore eventStore;
  private final Corrections corrections;
  private final Offers offers;
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
      Suspicions suspicions,
      OffSale offSale,
      @Value("${pharmatrace.custody.repeat-tolerance:10m}") Duration repeatTolerance) {
    this.corrections = corrections;
    this.offers = offers;
    this.listener = DoubtListener.of(suspicions);
    this.offSale = offSale;
    this.repeatTolerance = repeatTolerance;
    this.organisations = organisations;
    this.products = products;
    this.unitStore = unitStore;
    this.eventStore = eventStore;
  }

  /** One event on its way through. */
  private record Item(Submission submission, Meaning meaning, EventStore.Identity identity) {
    /** What it means, if it is understood. */
    Stream<CustodyAction> action() {
      return meaning instanceof Meaning.Understood understood
          ? Stream.of(understood.action())
          : Stream.empty();
    }

    Set<Epc> units() {
      return action().flatMap(action -> action.units().stream()).collect(Collectors.toSet());
    }
  }

  /** Captures events in the order given; an outcome for each. */
  List<Outcome> capture(Handle handle, List<Submission> submissions) {
    return capture(handle, submissions, null, listener);
  }

  /** Captures changes of state in the order given; none gives out what is off sale. */
  List<Outcome> captureChanges(Handle handle, List<Submission> changes) {
    return Strangers.veil(
        handle, changes, captureTogether(handle, changes, null, listener, offSale));
  }

  /** Captures events in the order given, some of which may wait. */
  List<Outcome> capture(Handle handle, List<Submission> submissions, @Nullable WaitingUnits queue) {
    return capture(handle, submissions, queue, listener);
  }

  /**
   * Captures events in the order given.
   *
   * @param queue what waits; an event waits behind an earlier one of its organisation about the
   *     same unit. Null when nothing can wait
   * @param doubts is told what is suspicious about what does not wait
   */
  List<Outcome> capture(
      Handle handle,
      List<Submission> submissions,
      @Nullable WaitingUnits queue,
      DoubtListener doubts) {
    List<Outcome> outcomes = new ArrayList<>(submissions.size());
    int start = 0;
    for (int i = 0; i < submissions.size(); i++) {
      if (submissions.get(i).isCorrection()) {
        // It may be about an event just before it, and an event behind it may build on it.
        outcomes.addAll(
            captureTogether(handle, submissions.subList(start, i), queue, doubts, ON_SALE));
        outcomes.add(corrections.capture(handle, submissions.get(i)));
        start = i + 1;
      }
    }
    outcomes.addAll(
        captureTogether(
            handle, submissions.subList(start, submissions.size()), queue, doubts, ON_SALE));
    return Strangers.veil(handle, submissions, outcomes);
  }

  private List<Outcome> captureTogether(
      Handle handle,
      List<Submission> submissions,
      @Nullable WaitingUnits queue,
      DoubtListener doubtListener,
      OffSale barred) {
    if (submissions.isEmpty()) {
      return List.of();
    }
    Places places = Places.of(handle, organisations, submissions.stream().map(Submission::event));
    Interpreter interpreter = new Interpreter(places, OffsetDateTime.now(ZoneOffset.UTC));
    List<Item> items =
        submissions.stream()
            .map(
                s ->
                    new Item(
                        s,
                        interpreter.read(s.organisation(), s.event()),
                        EventStore.Identity.of(s)))
            .toList();
    Ids unitIds = eventStore.unitIds(handle);
    Units units =
        unitStore.load(
            handle, all(items, CustodyAction::units), all(items, CustodyAction::opened), unitIds);
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
    StoredPast past = new StoredPast(handle, units);
    Rules rules = new Rules(units, preconditions::isCase, recalls, past, repeatTolerance);

    // Under the locks, too: a check that fails holds the pack until it has said so.
    SuspectGivings suspect = SuspectGivings.among(handle, barred, actions);

    Doubts doubts = new Doubts(units, past);
    List<Outcome> outcomes = new ArrayList<>();
    List<EventStore.NewEvent> accepted = new ArrayList<>();
    Ids eventIds = eventStore.eventIds(handle, items.size());
    for (Item item : items) {
      Optional<Outcome> before = known.outcome(item.submission(), item.identity());
      if (before.isPresent()) {
        outcomes.add(before.get());
        continue;
      }
      long id = eventIds.getAsLong();
      doubts.consider(item.submission(), item.meaning());
      past.note(id, item.submission().event().eventTime());
      Optional<Refusal> refusal =
          queued(queue, item).or(() -> apply(rules, preconditions, suspect, item, id));
      if (queue != null && refusal.isPresent() && refusal.get().reason().waitable()) {
        queue.add(item.submission(), item.units());
      } else if (refusal.isPresent()) {
        doubts.refused(item.submission(), item.meaning(), item.identity(), refusal.get());
      }
      if (refusal.isPresent()) {
        outcomes.add(new Outcome.Refused(refusal.get()));
      } else {
        outcomes.add(known.add(item.submission(), item.identity(), id));
        preconditions.noteBatches(item.units());
        doubts.accepted(item.submission(), item.meaning(), item.identity());
        accepted.add(newEvent(item, id));
      }
    }
    if (!accepted.isEmpty()) {
      Map<BatchKey, Long> batches = NewBatches.register(handle, products, units);
      unitStore.save(handle, units, batches);
      eventStore.save(handle, accepted, units);
      Changes.save(handle, units.changes());
      offers.save(handle, accepted, units.handovers());
    }
    doubts.tell(handle, doubtListener);
    return outcomes;
  }

  private static Optional<Refusal> queued(@Nullable WaitingUnits queue, Item item) {
    // What brings a unit here waits for nothing: whatever waits about the unit waits for it.
    boolean arrival =
        item.meaning() instanceof Meaning.Understood(CustodyAction.Commission _, _, _)
            || item.meaning() instanceof Meaning.Understood(CustodyAction.Receive _, _, _);
    return queue != null && !arrival && queue.isBehind(item.submission(), item.units())
        ? Optional.of(
            new Refusal(Reason.WAITS_BEHIND, "An earlier scan about the same unit still waits."))
        : Optional.empty();
  }

  private static EventStore.NewEvent newEvent(Item item, long id) {
    if (!(item.meaning() instanceof Meaning.Understood understood)) {
      throw new IllegalStateException("only what is understood is accepted");
    }
    return new EventStore.NewEvent(
        id,
        item.submission(),
        item.identity(),
        understood.action().units(),
        understood.place(),
        understood.counterparty());
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
        .or(
            () ->
                rules.apply(
                    new Fact(
                        id,
                        submission.organisation(),
                        submission.event().eventTime(),
                        understood.place(),
                        understood.action())));
  }

  private static Set<Epc> all(List<Item> items, Function<CustodyAction, List<Epc>> units) {
    return items.stream()
        .flatMap(Item::action)
        .flatMap(action -> units.apply(action).stream())
        .collect(Collectors.toSet());
  }
}
