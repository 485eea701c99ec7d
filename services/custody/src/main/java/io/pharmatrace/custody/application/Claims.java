package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.CustodyAction;
import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.PersistentDisposition;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps custody from taking an event for a harmless sighting that says more: that a pack is stolen,
 * recalled, dispensed, used up. Such an event has to change something; if custody does not apply
 * it, it is refused by name, because a pack must not stay green over it. Words of CBV 2.0 sections
 * 7.1 and 7.2; a user's own words say nothing that could be understood here. Pure.
 */
final class Claims {
  /** Steps that leave a unit as and where it is. */
  private static final Set<String> HARMLESS_STEPS =
      Set.of(
          "arriving",
          "cycle_counting",
          "departing",
          "encoding",
          "entering_exiting",
          "holding",
          "inspecting",
          "loading",
          "other",
          "picking",
          "sensor_reporting",
          "staging_outbound",
          "stock_taking",
          "stocking",
          "storing",
          "transporting",
          "unloading");

  private static final Set<String> PACKING_STEPS =
      Set.of("assembling", "installing", "packing", "loading", "repackaging", "other");

  private static final Set<String> UNPACKING_STEPS =
      Set.of("disassembling", "unpacking", "unloading", "picking", "other");

  /** What may be said of units that go into or out of something that is no unit, such as a tray. */
  private static final Set<String> NOTED_STEPS =
      Stream.of(
              HARMLESS_STEPS,
              PACKING_STEPS,
              UNPACKING_STEPS,
              Set.of("removing", "replacing", "reserving"))
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  /** Steps that end a unit or hand it over; nothing comes into being by them. */
  private static final Set<String> CONTRARY_STEPS =
      Set.of(
          "accepting",
          "consigning",
          "decommissioning",
          "destroying",
          "dispensing",
          "killing",
          "receiving",
          "retail_selling",
          "shipping",
          "void_shipping");

  /** Steps in which a receiver says that it does not take units over. */
  private static final Set<String> REFUSING_STEPS =
      Stream.of(HARMLESS_STEPS, Set.of("receiving", "accepting"))
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  /** Dispositions of a unit that may still be dispensed. */
  private static final Set<String> HARMLESS_DISPOSITIONS =
      Set.of(
          "active",
          "available",
          "completeness_inferred",
          "completeness_verified",
          "conformant",
          "container_closed",
          "container_open",
          "encoded",
          "in_progress",
          "in_transit",
          "reserved",
          "returned",
          "sellable_accessible",
          "sellable_not_accessible");

  /** What may be said of units that were not taken over. */
  private static final Set<String> REFUSED_DISPOSITIONS =
      Stream.of(
              HARMLESS_DISPOSITIONS,
              Set.of(
                  "damaged",
                  "mismatch_class",
                  "mismatch_instance",
                  "mismatch_quantity",
                  "needs_replacement"))
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  private Claims() {}

  /**
   * What an event claims beyond the action that it was understood as.
   *
   * @return why it is refused; empty when the action is all that it says
   */
  static Optional<Refusal> beyond(EpcisEvent event, CustodyAction action) {
    if (action.units().isEmpty()) {
      return recallOfClasses(event);
    }
    boolean changesState =
        action instanceof CustodyAction.Decommission || action instanceof CustodyAction.Reactivate;
    if (!changesState && StateWords.isIn(event)) {
      return refuse("A state of packs is told by an ObjectEvent of its own.");
    }
    return switch (action) {
      case CustodyAction.Decommission _ -> Optional.empty();
      case CustodyAction.Reactivate _ -> step(event, HARMLESS_STEPS).or(() -> disposition(event));
      case CustodyAction.Pack _ -> step(event, PACKING_STEPS).or(() -> disposition(event));
      case CustodyAction.Unpack _ -> step(event, UNPACKING_STEPS).or(() -> disposition(event));
      case CustodyAction.Note _ -> step(event, NOTED_STEPS).or(() -> disposition(event));
      case CustodyAction.Commission _, CustodyAction.Transform _ ->
          contrary(event).or(() -> disposition(event));
      case CustodyAction.Ship _, CustodyAction.Receive _, CustodyAction.Withdraw _ ->
          deletion(event).or(() -> disposition(event));
      case CustodyAction.Refuse _ ->
          deletion(event)
              .or(() -> step(event, REFUSING_STEPS))
              .or(() -> disposition(event, REFUSED_DISPOSITIONS));
      case CustodyAction.Observe _ -> step(event, HARMLESS_STEPS).or(() -> disposition(event));
    };
  }

  private static Optional<Refusal> step(EpcisEvent event, Set<String> allowed) {
    @Nullable Term step = event.bizStep();
    return step == null || isUsers(step) || allowed.contains(step.value())
        ? Optional.empty()
        : refuse(
            "Business step " + step.value() + " is not applied to a " + event.type() + " yet.");
  }

  private static Optional<Refusal> contrary(EpcisEvent event) {
    @Nullable Term step = event.bizStep();
    return step == null || !CONTRARY_STEPS.contains(step.value())
        ? Optional.empty()
        : refuse("Nothing comes into being by business step " + step.value() + ".");
  }

  /** What is deleted is not there any more (EPCIS 2.0 section 7.3.5) and changes no hands. */
  private static Optional<Refusal> deletion(EpcisEvent event) {
    return event.action() == Action.DELETE
        ? refuse("What is shipped or received is not deleted; use action OBSERVE.")
        : Optional.empty();
  }

  private static Optional<Refusal> disposition(EpcisEvent event) {
    return disposition(event, HARMLESS_DISPOSITIONS);
  }

  private static Optional<Refusal> disposition(EpcisEvent event, Set<String> allowed) {
    return dispositions(event)
        .filter(term -> !isUsers(term) && !allowed.contains(term.value()))
        .findFirst()
        .flatMap(term -> refuse("Disposition " + term.value() + " is not applied yet."));
  }

  /** A recall of a whole batch names no pack and means each; other things may be recalled. */
  private static Optional<Refusal> recallOfClasses(EpcisEvent event) {
    return quantities(event).isEmpty()
            || dispositions(event).noneMatch(term -> term.value().equals("recalled"))
        ? Optional.empty()
        : refuse("Disposition recalled is not applied to the packs of a batch yet.");
  }

  private static List<QuantityElement> quantities(EpcisEvent event) {
    return switch (event) {
      case ObjectEvent e -> e.quantities();
      case TransactionEvent e -> e.quantities();
      case AggregationEvent e -> e.childQuantities();
      case AssociationEvent e -> e.childQuantities();
      case TransformationEvent e -> e.outputQuantities();
    };
  }

  private static Stream<Term> dispositions(EpcisEvent event) {
    @Nullable PersistentDisposition lasting = event.common().persistentDisposition();
    return Stream.concat(
        Stream.ofNullable(event.disposition()),
        lasting == null ? Stream.empty() : lasting.set().stream());
  }

  private static boolean isUsers(Term term) {
    return term.value().contains(":");
  }

  private static Optional<Refusal> refuse(String detail) {
    return Optional.of(new Refusal(Reason.NOT_SUPPORTED, detail));
  }
}
