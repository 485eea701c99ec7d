package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Fact;
import io.pharmatrace.custody.domain.OfferState;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Result;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.registry.Organisations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an EPCIS event means for custody: CBV 2.0 business steps and EPCIS actions become a
 * {@link CustodyAction}. Pure.
 */
final class Interpreter {
  /** The meaning of an event, or why it has none here. */
  sealed interface Meaning {
    /**
     * The event can be applied.
     *
     * @param action what happens to the units
     * @param place where
     * @param counterparty to whom, if it is a shipment
     */
    record Understood(CustodyAction action, @Nullable Gln place, @Nullable UUID counterparty)
        implements Meaning {
      /** What is said to have happened, as the event of that number, and was told then. */
      Fact fact(long id, UUID organisation, EpcisEvent event, OffsetDateTime told) {
        return new Fact(id, organisation, event.eventTime(), place, action, told);
      }
    }

    /** The event cannot be used. */
    record NotUnderstood(Refusal refusal) implements Meaning {}
  }

  private static final int FIRST_YEAR = 1970;

  /** What a scanner's clock may be ahead. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

  /** More than any pallet holds. */
  private static final int MAX_UNITS = 10_000;

  private final Places places;
  private final OffsetDateTime now;

  /**
   * An interpreter.
   *
   * @param places whose the places are that the events name
   * @param now what time it is; an event is not from the future
   */
  Interpreter(Places places, OffsetDateTime now) {
    this.places = places;
    this.now = now;
  }

  /** One for some events, as of now. */
  static Interpreter of(Handle handle, Organisations organisations, Stream<EpcisEvent> events) {
    return new Interpreter(
        Places.of(handle, organisations, events), OffsetDateTime.now(ZoneOffset.UTC));
  }

  /** What time it is for it. */
  OffsetDateTime now() {
    return now;
  }

  /** The meaning of an event that this organisation captures. */
  Meaning read(UUID organisation, EpcisEvent event) {
    try {
      if (event.common().errorDeclaration() == null) {
        ExactNumbers.require(event);
      }
      CustodyAction action = action(event);
      // A declaration says of an event that was taken once that it is not so.
      Optional<Refusal> beyond =
          event.common().errorDeclaration() == null
              ? Claims.beyond(event, action)
              : Optional.empty();
      if (beyond.isPresent()) {
        return new Meaning.NotUnderstood(beyond.get());
      }
      @Nullable UUID to = action instanceof CustodyAction.Ship ship ? ship.to() : null;
      return new Meaning.Understood(action, places.at(organisation, event), to);
    } catch (Unusable e) {
      return new Meaning.NotUnderstood(e.refusal());
    }
  }

  /** What the content of an event brings into being, whether it is an error or not. */
  static List<Epc> born(EpcisEvent event) {
    try {
      return switch (event) {
        case ObjectEvent object when object.action() == Action.ADD -> NamedUnits.of(object.epcs());
        case TransformationEvent transformation -> NamedUnits.of(transformation.outputs());
        default -> List.of();
      };
    } catch (Unusable e) {
      return List.of(); // It was not captured then.
    }
  }

  private CustodyAction action(EpcisEvent event) throws Unusable {
    if (event.eventTime().getYear() < FIRST_YEAR
        || event.eventTime().isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw new Unusable(
          Reason.INVALID_EVENT, "The event time lies in the future or before the year 1970.");
    }
    checkDeclarationTime(event);
    if (event.identifiers().size() > MAX_UNITS) {
      throw new Unusable(
          Reason.INVALID_EVENT, "An event names at most " + MAX_UNITS + " units; split it.");
    }
    if (event.common().errorDeclaration() != null) {
      // What it takes back is known by the event that it declares to be wrong (Corrections).
      return new CustodyAction.Note(NamedUnits.of(event.identifiers()));
    }
    return switch (event) {
      case ObjectEvent object -> objectAction(object);
      case AggregationEvent aggregation -> aggregationAction(aggregation);
      case TransactionEvent transaction ->
          new CustodyAction.Observe(NamedUnits.of(transaction.identifiers()));
      case TransformationEvent transformation -> transform(transformation);
      case AssociationEvent association ->
          new CustodyAction.Note(NamedUnits.of(association.identifiers()));
    };
  }

  /** An error is declared after the event, and not in the future. */
  private void checkDeclarationTime(EpcisEvent event) throws Unusable {
    @Nullable ErrorDeclaration declaration = event.common().errorDeclaration();
    if (declaration == null) {
      return;
    }
    // An event of a clock that was ahead may be declared at once.
    OffsetDateTime earliest =
        event.eventTime().isAfter(now) ? now.minus(CLOCK_TOLERANCE) : event.eventTime();
    if (declaration.declarationTime().isBefore(earliest)
        || declaration.declarationTime().isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw new Unusable(
          Reason.INVALID_EVENT,
          "The declaration time lies in the future or before the event that is in error.");
    }
  }

  private CustodyAction objectAction(ObjectEvent event) throws Unusable {
    List<Epc> units = NamedUnits.of(event.epcs());
    if (units.isEmpty()) {
      return new CustodyAction.Note(units);
    }
    if (event.action() == Action.ADD) {
      Batch batch = batch(event, units);
      return new CustodyAction.Commission(units, batch.lot(), batch.expiry());
    }
    Optional<OfferState> refusal = HandoverWords.refusal(event);
    if (refusal.isPresent()) {
      return new CustodyAction.Refuse(units, refusal.get());
    }
    @Nullable Term term = event.bizStep();
    String step = term == null ? "" : term.value();
    // With DELETE the units are gone, whatever the step (EPCIS 2.0 section 7.3.5).
    if (step.equals("void_shipping") && event.action() != Action.DELETE) {
      return new CustodyAction.Withdraw(units);
    }
    return switch (step) {
      case "shipping", "consigning" -> new CustodyAction.Ship(units, places.destination(event));
      case "receiving", "accepting" -> new CustodyAction.Receive(units);
      default ->
          StateWords.read(event)
              .map(change -> action(change, units))
              .orElseGet(() -> new CustodyAction.Observe(units));
    };
  }

  private static CustodyAction action(StateWords.Change change, List<Epc> units) {
    return change.state() == UnitState.ACTIVE
        ? new CustodyAction.Reactivate(units, change.undone())
        : new CustodyAction.Decommission(units, change.state());
  }

  private static CustodyAction transform(TransformationEvent event) throws Unusable {
    List<Epc> outputs = NamedUnits.of(event.outputs());
    Batch batch = batch(event, outputs);
    return new CustodyAction.Transform(
        NamedUnits.of(event.inputs()), outputs, batch.lot(), batch.expiry());
  }

  private record Batch(@Nullable Lot lot, @Nullable ExpiryDate expiry) {}

  /** The batch of units that come into being; only an SSCC has none. */
  private static Batch batch(EpcisEvent event, List<Epc> units) throws Unusable {
    if (units.stream().noneMatch(Sgtin.class::isInstance)) {
      return new Batch(null, null);
    }
    return new Batch(
        require(
            event.ilmd().lotNumber().map(Lot::parse), "The batch number (lotNumber) is missing."),
        require(
            event.ilmd().itemExpirationDate().map(Interpreter::expiry),
            "The expiry date (itemExpirationDate) is missing."));
  }

  /** What is packed into or out of something else than an SGTIN or SSCC is only noted. */
  private CustodyAction aggregationAction(AggregationEvent event) throws Unusable {
    List<Epc> children = NamedUnits.of(event.children());
    if (event.parent() == null) {
      return new CustodyAction.Observe(children);
    }
    List<Epc> parents = NamedUnits.of(List.of(event.parent()));
    if (parents.isEmpty()) {
      return new CustodyAction.Note(children);
    }
    Epc parent = parents.getFirst();
    boolean all = event.children().isEmpty() && event.childQuantities().isEmpty();
    return switch (event.action()) {
      case ADD -> new CustodyAction.Pack(parent, children);
      // No unit named is not everything: an amount of a class may have been taken out.
      case DELETE ->
          children.isEmpty() && !all
              ? new CustodyAction.Note(parents)
              : new CustodyAction.Unpack(parent, children);
      case OBSERVE -> {
        List<Epc> seen = new ArrayList<>(children);
        seen.add(parent);
        yield new CustodyAction.Observe(seen);
      }
    };
  }

  private static Result<ExpiryDate> expiry(String text) {
    // CBV 2.0 section 9.2 gives a date; some systems write a time behind it.
    String day = text.length() > 10 ? text.substring(0, 10) : text;
    try {
      return Result.ok(ExpiryDate.of(LocalDate.parse(day)));
    } catch (DateTimeException | IllegalArgumentException e) {
      return ExpiryDate.parse(text);
    }
  }

  private static <T> T require(Optional<Result<T>> value, String otherwise) throws Unusable {
    Result<T> given = value.orElseThrow(() -> new Unusable(Reason.INCOMPLETE, otherwise));
    return switch (given) {
      case Result.Ok<T>(T good) -> good;
      case Result.Problems<T> wrong ->
          throw new Unusable(Reason.INVALID_EVENT, wrong.problems().getFirst().message());
    };
  }
}
