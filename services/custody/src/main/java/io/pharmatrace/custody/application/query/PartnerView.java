package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.gs1.Sscc;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sees of an event. EPCIS 2.0 section 8.2.2 lets authorisation hide parts of one: of
 * a shipment to a trading partner, and of the receipt of one from it, the partner sees everything;
 * of any other event the units that passed between the two and what happened to them, see {@link
 * EventChange#bare}.
 *
 * @param id the identifier of an event that came without one, made of its hash
 * @param seen key and serial, with a space between, of the units that may be seen (SQL function
 *     {@code custody.seen}); empty for who sees the whole event
 * @param handover what the event is between its author and who looks
 */
record PartnerView(String id, Set<String> seen, Handover handover) {
  /** Of all units that an event names. */
  enum Handover {
    /** They are shipped to who looks. */
    TO_VIEWER,
    /** They are received, and came from who looks. */
    FROM_VIEWER,
    /** Neither. */
    NONE
  }

  PartnerView {
    seen = Set.copyOf(seen);
  }

  /**
   * The event as it is seen, with an identifier if there is one that tells nothing of what is
   * hidden.
   *
   * @return empty when nothing is left that could be shown, such as a container that did not pass
   */
  Optional<EpcisEvent> of(EpcisEvent event) {
    if (seen.isEmpty()) {
      return Optional.of(EventChange.identified(event, id));
    }
    return cut(event)
        .map(
            cut ->
                isWhole(event, cut)
                    ? EventChange.identified(cut, id)
                    : EventChange.withoutHash(cut, id));
  }

  /** Whether a cut event has all that the event hash is about: who sees it can compute the hash. */
  boolean isWhole(EpcisEvent event, EpcisEvent cut) {
    return seen.isEmpty() || EventChange.content(cut).equals(EventChange.content(event));
  }

  private Optional<EpcisEvent> cut(EpcisEvent event) {
    return isBetweenTheTwo(event)
        ? Optional.of(EventChange.withoutCorrections(event))
        : visible(event).map(EventChange::bare);
  }

  /** Whether it is a matter of the two and of nobody else. */
  private boolean isBetweenTheTwo(EpcisEvent event) {
    return switch (handover) {
      case TO_VIEWER -> event.identifiers().stream().allMatch(id -> isNoUnit(id) || isSeen(id));
      // Of what is no unit nobody knows from whom it came.
      case FROM_VIEWER ->
          event instanceof ObjectEvent e
              && e.quantities().isEmpty()
              && e.epcs().stream().allMatch(this::isSeen);
      case NONE -> false;
    };
  }

  /** The event with the units that may be seen. */
  private Optional<EpcisEvent> visible(EpcisEvent event) {
    return switch (event) {
      case ObjectEvent e ->
          left(e.epcs())
              .filter(epcs -> !epcs.isEmpty())
              .map(epcs -> new ObjectEvent(e.common(), e.action(), epcs, List.of(), e.ilmd()));
      case AggregationEvent e ->
          inside(e.parent(), e.children(), e.childQuantities())
              .map(
                  children ->
                      new AggregationEvent(
                          e.common(), e.action(), e.parent(), children, List.of()));
      case AssociationEvent e ->
          inside(e.parent(), e.children(), e.childQuantities())
              .map(
                  children ->
                      new AssociationEvent(
                          e.common(), e.action(), e.parent(), children, List.of()));
      // Without its documents it says nothing.
      case TransactionEvent e -> Optional.empty();
      // Inputs and outputs tell a recipe; only its owner sees them.
      case TransformationEvent e -> Optional.empty();
    };
  }

  /**
   * What may be seen of the contents of a container. Nothing when that is none of what is named: no
   * child at all would mean every one.
   */
  private Optional<List<Identifier>> inside(
      @Nullable Identifier parent, List<Identifier> children, List<QuantityElement> quantities) {
    boolean all = children.isEmpty() && quantities.isEmpty();
    return parent == null || isSeen(parent)
        ? left(children).filter(left -> all || !left.isEmpty())
        : Optional.empty();
  }

  private Optional<List<Identifier>> left(List<Identifier> ids) {
    return Optional.of(ids.stream().filter(this::isSeen).toList());
  }

  /** The same whichever way the identifier is spelled. */
  private boolean isSeen(Identifier id) {
    @Nullable String key = key(id);
    return key != null && seen.contains(key);
  }

  private static boolean isNoUnit(Identifier id) {
    return key(id) == null;
  }

  private static @Nullable String key(Identifier id) {
    return Epc.parse(id.canonical())
        .toOptional()
        .map(
            epc ->
                switch (epc) {
                  case Sgtin sgtin -> sgtin.gtin().digits() + " " + sgtin.serial().value();
                  case Sscc sscc -> sscc.digits() + " ";
                  default -> null;
                })
        .orElse(null);
  }
}
