package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ObjectEvent;
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
 * What a trading partner sees of an event: only the units that passed between the two, no amounts
 * of classes, and no documents and parties of a shipment to somebody else. EPCIS 2.0 section 8.2.2
 * lets authorisation hide parts of an event.
 */
public final class PartnerView {
  private PartnerView() {}

  /**
   * The event as the partner sees it.
   *
   * @param seen key and serial, with a space between, of the units that may be seen (SQL function
   *     {@code custody.seen}); empty for the whole event
   * @param toOthers whether it is a shipment to somebody else than the partner
   * @return empty when nothing is left that could be shown, such as a container that did not pass
   */
  public static Optional<EpcisEvent> of(EpcisEvent event, Set<String> seen, boolean toOthers) {
    if (seen.isEmpty()) {
      return Optional.of(event);
    }
    return cut(event, seen).map(e -> toOthers ? EventChange.withoutBusiness(e) : e);
  }

  private static Optional<EpcisEvent> cut(EpcisEvent event, Set<String> seen) {
    return switch (event) {
      case ObjectEvent e ->
          shown(e.epcs(), seen)
              .map(epcs -> new ObjectEvent(e.common(), e.action(), epcs, List.of(), e.ilmd()));
      case AggregationEvent e when isShown(e.parent(), seen) ->
          Optional.of(
              new AggregationEvent(
                  e.common(), e.action(), e.parent(), left(e.children(), seen), List.of()));
      case AssociationEvent e when isShown(e.parent(), seen) ->
          Optional.of(
              new AssociationEvent(
                  e.common(), e.action(), e.parent(), left(e.children(), seen), List.of()));
      case TransactionEvent e when isShown(e.parent(), seen) ->
          Optional.of(
              new TransactionEvent(
                  e.common(), e.action(), e.parent(), left(e.epcs(), seen), List.of()));
      // Inputs and outputs tell a recipe; only its owner sees them.
      case TransformationEvent e -> Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<List<Identifier>> shown(List<Identifier> ids, Set<String> seen) {
    return Optional.of(left(ids, seen)).filter(left -> !left.isEmpty());
  }

  private static List<Identifier> left(List<Identifier> ids, Set<String> seen) {
    return ids.stream().filter(id -> isShown(id, seen)).toList();
  }

  /** True for no identifier at all. The same whichever way the identifier is spelled. */
  private static boolean isShown(@Nullable Identifier id, Set<String> seen) {
    return id == null
        || Epc.parse(id.canonical())
            .toOptional()
            .map(
                epc ->
                    switch (epc) {
                      case Sgtin sgtin ->
                          seen.contains(sgtin.gtin().digits() + " " + sgtin.serial().value());
                      case Sscc sscc -> seen.contains(sscc.digits() + " ");
                      default -> false;
                    })
            .orElse(false);
  }
}
