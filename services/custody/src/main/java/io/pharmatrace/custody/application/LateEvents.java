package io.pharmatrace.custody.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.application.EventStore.NewEvent;
import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.application.LateMisses.Reason;
import io.pharmatrace.custody.application.UnitHistory.Told;
import io.pharmatrace.custody.application.seals.SealQueue;
import io.pharmatrace.custody.domain.Adoption;
import io.pharmatrace.custody.domain.BatchEnd;
import io.pharmatrace.custody.domain.Fact;
import io.pharmatrace.custody.domain.Replay;
import io.pharmatrace.custody.domain.Rules;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.Products;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Takes an event that is told late: the units concerned end as if it had been told in time ({@link
 * Replay}). What was refused of them before and counts now is taken with it. Thread-safe.
 */
@Singleton
final class LateEvents {
  private static final String SAVEPOINT = "late";

  /**
   * What is looked for is found in no order: who has it locked and waits for what we have gets on
   * first. Shorter than it takes PostgreSQL to look for deadlocks; longer with each try.
   */
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private static final int TRIES = 3;

  private final Organisations organisations;
  private final Products products;
  private final LateScope lateScope;
  private final UnitStore unitStore;
  private final EventStore eventStore;
  private final Offers offers;
  private final Duration repeatTolerance;
  private final LateMisses misses;

  LateEvents(
      Organisations organisations,
      Products products,
      LateScope lateScope,
      UnitStore unitStore,
      EventStore eventStore,
      Offers offers,
      @Value("${pharmatrace.custody.repeat-tolerance:10m}") Duration repeatTolerance,
      LateMisses misses) {
    this.organisations = organisations;
    this.products = products;
    this.lateScope = lateScope;
    this.unitStore = unitStore;
    this.eventStore = eventStore;
    this.offers = offers;
    this.repeatTolerance = repeatTolerance;
    this.misses = misses;
  }

  /**
   * Takes an event that is not stored, in the caller's transaction.
   *
   * @param telling how it comes; when too much effort was spent, the present decides
   * @return empty when it does not fit into what is on record, of which the present decides then
   */
  Optional<Outcome> capture(Handle handle, Item late, Telling telling) {
    LateEffort effort = telling.effort();
    effort.inUse(false);
    if (effort.isSpent()) {
      misses.note(Reason.EFFORT, effort);
      return Optional.empty();
    }
    long start = System.nanoTime();
    Optional<Outcome> outcome = Optional.empty();
    boolean again = true;
    for (int i = 1; again && i <= TRIES; i++) {
      handle.savepoint(SAVEPOINT);
      try {
        outcome = capture(handle, late, telling, PATIENCE.multipliedBy(i));
        handle.releaseSavepoint(SAVEPOINT);
        again = false;
      } catch (RuntimeException e) {
        again = LateScope.isInUse(e);
        if (!again && Transactions.isOutage(e)) {
          throw e;
        }
        // Frees the locks, so that who waits for us gets on; the present decides in the end.
        handle.rollbackToSavepoint(SAVEPOINT);
        if (again && i == TRIES && telling.queue() != null) {
          effort.inUse(true);
        } else if (!again || i == TRIES) {
          misses.note(again ? Reason.IN_USE : Reason.FAULT, e);
        }
      }
    }
    effort.spend(System.nanoTime() - start);
    return outcome;
  }

  private Optional<Outcome> capture(Handle handle, Item late, Telling telling, Duration patience) {
    Optional<LateScope.Found> scope = lateScope.lock(handle, late, patience);
    if (scope.isEmpty()) {
      misses.note(Reason.SIZE, telling.effort());
    }
    return scope.flatMap(found -> capture(handle, late, telling, found));
  }

  private Optional<Outcome> capture(
      Handle handle, Item late, Telling telling, LateScope.Found scope) {
    List<Long> units = scope.ids(false);
    List<Long> holders = scope.ids(true);
    if (scope.isClosed()) {
      return none(scope, Reason.CLOSED, telling);
    }
    UnitHistory.Extent extent = UnitHistory.extent(handle, units, holders);
    if (extent.tooMuch()) {
      misses.note(Reason.SIZE, telling.effort());
      return Optional.empty();
    }
    if (extent.inError()) {
      return none(scope, Reason.IN_ERROR, telling);
    }
    if (scope.cut()) {
      misses.note(Reason.CUT, telling.effort());
    }
    return facts(handle, UnitHistory.events(handle, units, holders))
        .flatMap(stored -> replay(handle, late, telling, scope, stored))
        .or(() -> none(scope, Reason.NO_FIT, telling));
  }

  /** The present decides of what is told late; ends that were refused before do not count. */
  private Optional<Outcome> none(LateScope.Found scope, Reason reason, Telling telling) {
    if (scope.hasEnds()) {
      misses.note(reason, telling.effort());
    }
    return Optional.empty();
  }

  /** Empty when one of them is not understood any more. */
  private Optional<List<Fact>> facts(Handle handle, List<Told> events) {
    Interpreter interpreter =
        Interpreter.of(handle, organisations, events.stream().map(Told::event));
    List<Fact> facts = new ArrayList<>();
    for (Told told : events) {
      if (!(interpreter.read(told.organisation(), told.event())
          instanceof Meaning.Understood meaning)) {
        return Optional.empty();
      }
      facts.add(meaning.fact(told.id(), told.organisation(), told.event(), told.recorded()));
    }
    return Optional.of(facts);
  }

  private Optional<Outcome> replay(
      Handle handle, Item late, Telling telling, LateScope.Found scope, List<Fact> stored) {
    List<Item> open = new ArrayList<>(scope.waiting());
    open.add(late);
    Preconditions preconditions = preconditions(handle, open, scope.units());
    open.removeIf(o -> preconditions.check(o.submission(), o.understood().action()).isPresent());
    if (!open.contains(late)) {
      return Optional.empty();
    }
    // What happened first gets the first number: who sees what goes by these.
    open.sort(Comparator.comparing(Item::time));
    Ids ids = eventStore.eventIds(handle, open.size());
    Map<Long, Item> items = new HashMap<>();
    List<Fact> waiting = new ArrayList<>();
    for (Item item : open) {
      Fact fact = item.fact(ids.getAsLong());
      waiting.add(fact);
      items.put(fact.event(), item);
    }
    Replay replay =
        new Replay(
            scope.units(),
            rulers(handle, scope, open, preconditions),
            new Replay.Settled(stored, ChangeOrder.replayed(handle, scope.units())),
            waiting,
            waiting.get(open.indexOf(late)),
            !telling.happened());
    return replay
        .result()
        .filter(found -> ChangeOrder.areThoseOf(handle, found.before()))
        .map(
            found -> {
              if (!found.endsGivenUp().isEmpty()) {
                misses.note(Reason.NO_FIT, telling.effort());
              }
              return save(handle, late, scope.units(), found, items);
            });
  }

  private Replay.Rulers rulers(
      Handle handle, LateScope.Found scope, List<Item> open, Preconditions preconditions) {
    BatchEnd recalls =
        Recalled.among(
            handle,
            products,
            organisations,
            open.stream().map(Item::meaning).toList(),
            scope.units());
    return (units, past, stored) ->
        new Rules(
            units,
            sgtin -> isCase(scope.units(), preconditions, sgtin),
            stored ? (batch, time, place) -> null : recalls,
            past,
            repeatTolerance);
  }

  private Preconditions preconditions(Handle handle, List<Item> open, Units units) {
    return new Preconditions(
        organisations.byIds(
            handle, open.stream().map(Item::organisation).collect(Collectors.toSet())),
        Preconditions.Registered.of(handle, products, open.stream().flatMap(Item::action).toList()),
        units);
  }

  private static boolean isCase(Units units, Preconditions preconditions, Sgtin sgtin) {
    return Optional.ofNullable(units.get(sgtin))
        .map(unit -> unit.kind() == Unit.Kind.CASE)
        .orElseGet(() -> preconditions.isCase(sgtin));
  }

  private Outcome save(
      Handle handle, Item late, Units units, Replay.Outcome found, Map<Long, Item> items) {
    new Adoption(units).of(found.units());
    // What does not count yet may come to count by what holds its units now.
    Set<Long> accepted = Set.copyOf(Columns.of(found.accepted(), Fact::event));
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    items.forEach(
        (id, item) -> {
          if (!accepted.contains(id)) {
            units.noteRefused(item.fact(id), now);
          }
        });
    List<NewEvent> events =
        found.accepted().stream()
            .map(fact -> Objects.requireNonNull(items.get(fact.event())).stored(fact.event()))
            .toList();
    unitStore.save(handle, units, NewBatches.register(handle, products, units));
    Stretches.save(handle, units, found.history());
    eventStore.save(handle, events, units);
    Changes.save(handle, units);
    ChangeOrder.noteReplayed(handle, units, found.latest());
    offers.rewrite(handle, events, units);
    RefusedEvents.forget(handle, events);
    NewEvent own =
        events.stream()
            .filter(event -> event.identity().equals(late.identity()))
            .findFirst()
            .orElseThrow();
    SealQueue.anew(handle, units, own.id());
    return new Outcome.Accepted(own.id(), KnownEvents.eventId(own.event(), own.identity()));
  }
}
