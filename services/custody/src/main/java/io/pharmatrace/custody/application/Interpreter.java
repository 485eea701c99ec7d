package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Pgln;
import io.pharmatrace.gs1.Result;
import io.pharmatrace.gs1.Sgln;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an EPCIS event means for custody: CBV 2.0 business steps and EPCIS actions become a
 * {@link CustodyAction}. Pure.
 */
final class Interpreter {
  private static final List<String> DESTINATIONS =
      List.of("owning_party", "possessing_party", "location");

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
        implements Meaning {}

    /** The event cannot be used. */
    record NotUnderstood(Refusal refusal) implements Meaning {}
  }

  /** Ends the reading of one event; never leaves this class. */
  private static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Refusal refusal;

    Unusable(Reason reason, String detail) {
      super(detail, null, false, false);
      this.refusal = new Refusal(reason, detail);
    }
  }

  private static final int FIRST_YEAR = 1970;

  /** What a scanner's clock may be ahead. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

  /** More than any pallet holds. */
  private static final int MAX_UNITS = 10_000;

  private final Map<Gln, UUID> owners;
  private final OffsetDateTime now;

  /**
   * An interpreter.
   *
   * @param owners the organisation of every GLN that the events name; unknown ones are absent
   * @param now what time it is; an event is not from the future
   */
  Interpreter(Map<Gln, UUID> owners, OffsetDateTime now) {
    this.owners = owners;
    this.now = now;
  }

  /** The meaning of an event that this organisation captures. */
  Meaning read(UUID organisation, EpcisEvent event) {
    try {
      CustodyAction action = action(event);
      Optional<Refusal> beyond = Claims.beyond(event, action);
      if (beyond.isPresent()) {
        return new Meaning.NotUnderstood(beyond.get());
      }
      @Nullable UUID to = action instanceof CustodyAction.Ship ship ? ship.to() : null;
      return new Meaning.Understood(action, place(organisation, event), to);
    } catch (Unusable e) {
      return new Meaning.NotUnderstood(e.refusal);
    }
  }

  /** Every GLN that an event names as place or destination. */
  static Stream<Gln> glns(EpcisEvent event) {
    Stream<Identifier> places =
        Stream.of(event.readPoint(), event.bizLocation())
            .flatMap(place -> Stream.ofNullable(place).map(Place::id));
    Stream<Identifier> ends = event.common().destinations().stream().map(SourceOrDestination::id);
    return Stream.concat(places, ends).flatMap(id -> gln(id).stream());
  }

  private CustodyAction action(EpcisEvent event) throws Unusable {
    if (event.eventTime().getYear() < FIRST_YEAR
        || event.eventTime().isAfter(now.plus(CLOCK_TOLERANCE))) {
      throw new Unusable(
          Reason.INVALID_EVENT, "The event time lies in the future or before the year 1970.");
    }
    if (event.identifiers().size() > MAX_UNITS) {
      throw new Unusable(
          Reason.INVALID_EVENT, "An event names at most " + MAX_UNITS + " units; split it.");
    }
    if (event.common().errorDeclaration() != null) {
      throw new Unusable(Reason.NOT_SUPPORTED, "Error declarations are not applied yet.");
    }
    return switch (event) {
      case ObjectEvent object -> objectAction(object);
      case AggregationEvent aggregation -> aggregationAction(aggregation);
      case TransactionEvent transaction ->
          new CustodyAction.Observe(units(transaction.identifiers()));
      default ->
          throw new Unusable(Reason.NOT_SUPPORTED, "A " + event.type() + " is not applied yet.");
    };
  }

  private CustodyAction objectAction(ObjectEvent event) throws Unusable {
    List<Epc> units = units(event.epcs());
    if (event.action() == Action.ADD) {
      return commission(event, units);
    }
    @Nullable Term step = event.bizStep();
    return switch (step == null ? "" : step.value()) {
      case "shipping", "consigning" -> new CustodyAction.Ship(units, destination(event));
      case "receiving", "accepting" -> new CustodyAction.Receive(units);
      case "dispensing", "retail_selling" ->
          new CustodyAction.Decommission(units, UnitState.SUPPLIED);
      case "destroying" -> new CustodyAction.Decommission(units, UnitState.DESTROYED);
      default -> {
        if (event.action() == Action.DELETE) {
          throw new Unusable(
              Reason.NOT_SUPPORTED, "This business step does not end the life of a unit.");
        }
        yield new CustodyAction.Observe(units);
      }
    };
  }

  private static CustodyAction commission(ObjectEvent event, List<Epc> units) throws Unusable {
    @Nullable Lot lot = null;
    @Nullable ExpiryDate expiry = null;
    if (units.stream().anyMatch(Sgtin.class::isInstance)) {
      lot =
          require(
              event.ilmd().lotNumber().map(Lot::parse), "The batch number (lotNumber) is missing.");
      expiry =
          require(
              event.ilmd().itemExpirationDate().map(Interpreter::expiry),
              "The expiry date (itemExpirationDate) is missing.");
    }
    return new CustodyAction.Commission(units, lot, expiry);
  }

  private CustodyAction aggregationAction(AggregationEvent event) throws Unusable {
    List<Epc> children =
        event.action() == Action.DELETE && event.children().isEmpty()
            ? List.of()
            : units(event.children());
    if (event.parent() == null) {
      return new CustodyAction.Observe(children);
    }
    Epc parent = unit(event.parent());
    return switch (event.action()) {
      case ADD -> new CustodyAction.Pack(parent, children);
      case DELETE -> new CustodyAction.Unpack(parent, children);
      case OBSERVE -> {
        List<Epc> all = new ArrayList<>(children);
        all.add(parent);
        yield new CustodyAction.Observe(all);
      }
    };
  }

  private static List<Epc> units(List<Identifier> identifiers) throws Unusable {
    if (identifiers.isEmpty()) {
      throw new Unusable(
          Reason.NOT_SUPPORTED, "The event names no single units; classes are not applied here.");
    }
    List<Epc> units = new ArrayList<>(identifiers.size());
    for (Identifier identifier : identifiers) {
      units.add(unit(identifier));
    }
    return units;
  }

  private static Epc unit(Identifier identifier) throws Unusable {
    return switch (Epc.parse(identifier.uri())) {
      case Result.Ok<Epc>(Epc epc) when epc instanceof Sgtin || epc instanceof Sscc -> epc;
      case Result.Ok<Epc>(Epc epc) ->
          throw new Unusable(
              Reason.NOT_SUPPORTED, epc.digitalLink() + " is neither an SGTIN nor an SSCC.");
      case Result.Problems<Epc> wrong ->
          throw new Unusable(
              Reason.INVALID_EVENT,
              identifier.uri() + ": " + wrong.problems().getFirst().message());
    };
  }

  private @Nullable Gln place(UUID organisation, EpcisEvent event) throws Unusable {
    @Nullable Place place = event.bizLocation() != null ? event.bizLocation() : event.readPoint();
    for (Place named :
        Stream.of(event.readPoint(), event.bizLocation()).flatMap(Stream::ofNullable).toList()) {
      Gln gln =
          gln(named.id())
              .orElseThrow(
                  () ->
                      new Unusable(
                          Reason.UNKNOWN_PLACE, named.id().uri() + " is no GLN of a place."));
      if (!organisation.equals(owners.get(gln))) {
        throw new Unusable(
            Reason.UNKNOWN_PLACE, "GLN " + gln.digits() + " is no place of your organisation.");
      }
    }
    return place == null ? null : gln(place.id()).orElse(null);
  }

  private UUID destination(ObjectEvent event) throws Unusable {
    for (String type : DESTINATIONS) {
      for (SourceOrDestination end : event.common().destinations()) {
        Optional<UUID> owner = gln(end.id()).flatMap(gln -> Optional.ofNullable(owners.get(gln)));
        if (end.type().is(type) && owner.isPresent()) {
          return owner.get();
        }
      }
    }
    throw new Unusable(
        Reason.UNKNOWN_PARTY,
        event.common().destinations().isEmpty()
            ? "A shipment needs a destination."
            : "The destination is no organisation that takes part.");
  }

  private static Optional<Gln> gln(Identifier identifier) {
    return Epc.parse(identifier.uri())
        .toOptional()
        .map(
            epc ->
                switch (epc) {
                  case Sgln sgln -> sgln.gln();
                  case Pgln pgln -> pgln.gln();
                  default -> null;
                });
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
