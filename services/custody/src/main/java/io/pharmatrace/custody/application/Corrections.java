package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.Identity;
import io.pharmatrace.custody.application.Interpreter.Meaning;
import io.pharmatrace.custody.application.StoredEvents.Original;
import io.pharmatrace.custody.application.seals.SealQueue;
import io.pharmatrace.custody.domain.BatchEnd;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.custody.domain.Withdrawal;
import io.pharmatrace.custody.domain.Withdrawal.Before;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.Products;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Applies error declarations: the event of the same content is marked, and what it did is taken
 * back where it is still in force. Thread-safe.
 */
@Singleton
class Corrections {
  private static final int MAX_TRIES = 5;

  private final Organisations organisations;
  private final Products products;
  private final UnitStore unitStore;
  private final EventStore eventStore;

  Corrections(
      Organisations organisations, Products products, UnitStore unitStore, EventStore eventStore) {
    this.organisations = organisations;
    this.products = products;
    this.unitStore = unitStore;
    this.eventStore = eventStore;
  }

  /** Captures one error declaration, in the caller's transaction. */
  Outcome capture(Handle handle, Submission submission) {
    Interpreter interpreter = Interpreter.of(handle, organisations, Stream.of(submission.event()));
    return switch (interpreter.read(submission.organisation(), submission.event())) {
      case Meaning.NotUnderstood wrong -> new Outcome.Refused(wrong.refusal());
      case Meaning.Understood understood -> capture(handle, submission, understood);
    };
  }

  private Outcome capture(Handle handle, Submission submission, Meaning.Understood understood) {
    Identity identity = Identity.of(submission);
    Optional<Refusal> wrong = KnownEvents.wrongId(submission.event(), identity);
    if (wrong.isPresent()) {
      return new Outcome.Refused(wrong.get());
    }
    @Nullable Original original = StoredEvents.lockOriginal(handle, identity).orElse(null);
    if (original == null) {
      return new Outcome.Refused(noOriginal(handle, identity, understood.action().units()));
    }
    // Looked up under the lock, so that a repeat that ran beside us is seen.
    StoredEvents.@Nullable Stored before =
        StoredEvents.find(handle, List.of(identity)).get(identity);
    if (before != null) {
      return new Outcome.Duplicate(before.id(), before.eventId());
    }
    List<Epc> named = understood.action().units();
    long id = eventStore.eventIds(handle, 1).getAsLong();
    Units units =
        original.declaredBy() == null
            ? takeBack(handle, submission.event(), original.id(), named)
            : load(handle, new HashSet<>(named));
    // An event that it shares with another batch is still here; its archive is not to be outdated.
    Optional<Refusal> archived = ArchivedUnits.refusal(units, named);
    if (archived.isPresent()) {
      return new Outcome.Refused(archived.get());
    }
    unitStore.save(handle, units, Map.of());
    Changes.makeVoid(handle, units.voided());
    eventStore.save(
        handle,
        List.of(
            new EventStore.NewEvent(
                id, submission, identity, named, understood.place(), original.counterparty())),
        units);
    SealQueue.anew(handle, units, id);
    StoredEvents.declare(handle, original.id(), id);
    OfferCorrections.follow(handle, units);
    return new Outcome.Accepted(id, KnownEvents.eventId(submission.event(), identity));
  }

  /** What was refused and declared to be in error never counts. */
  private Refusal noOriginal(Handle handle, Identity identity, List<Epc> named) {
    Units units = load(handle, new HashSet<>(named));
    if (StoredEvents.lockOriginal(handle, identity).isPresent()) {
      throw new Conflict("what is declared to be in error came to count at that very moment");
    }
    RefusedEvents.forget(handle, Set.of(identity));
    return ArchivedUnits.refusal(units, named)
        .orElseGet(
            () ->
                new Refusal(
                    Reason.UNKNOWN_EVENT,
                    "Your organisation has captured no event of this content that could be in"
                        + " error."));
  }

  private Units takeBack(Handle handle, EpcisEvent declaration, long event, List<Epc> named) {
    Set<Epc> concerned = new HashSet<>(named);
    concerned.addAll(Changes.of(handle, event));
    for (int i = 0; i < MAX_TRIES; i++) {
      Units units = load(handle, concerned);
      // Read under the locks; what else is found is locked, too, before anything is done.
      Map<Long, Epc> scope = Changes.scope(handle, event);
      if (!concerned.addAll(scope.values())) {
        List<Before> changes = Changes.of(handle, event, declaredAt(declaration), scope.keySet());
        Withdrawal withdrawal =
            new Withdrawal(
                units, changes, ended(handle, units), ChangeOrder.order(handle, units, changes));
        withdrawal.unmake(Interpreter.born(declaration), onlyDataWasWrong(declaration));
        withdrawal.apply();
        return units;
      }
    }
    throw new Conflict("units move faster than they can be locked");
  }

  /** By now: whoever erred, what is recalled meanwhile does not come back. */
  private Predicate<Unit> ended(Handle handle, Units units) {
    BatchEnd ends = Recalled.ofAll(handle, products, organisations, units);
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    return unit -> unit.batch() != null && ends.of(unit.batch(), now, unit.endedIn()) != null;
  }

  private static OffsetDateTime declaredAt(EpcisEvent declaration) {
    @Nullable ErrorDeclaration error = declaration.common().errorDeclaration();
    if (error == null) {
      throw new IllegalArgumentException("the event declares no error");
    }
    return error.declarationTime();
  }

  /** CBV 2.0 section 7.5: otherwise what came into being is not there at all. */
  private static boolean onlyDataWasWrong(EpcisEvent declaration) {
    @Nullable ErrorDeclaration error = declaration.common().errorDeclaration();
    @Nullable Term reason = error == null ? null : error.reason();
    return reason != null && reason.value().equals("incorrect_data");
  }

  private Units load(Handle handle, Set<Epc> concerned) {
    return unitStore.load(handle, concerned, List.of(), eventStore.unitIds(handle));
  }
}
