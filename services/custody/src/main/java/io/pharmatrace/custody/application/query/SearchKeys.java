package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.BizTransaction;
import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The form in which identifiers are indexed: canonical, and cut so that an index takes them. Two
 * identifiers with the same key may differ; {@code EventQuery.matches} decides.
 */
public final class SearchKeys {
  /** Three bytes a character at the most, and an entry of an index has 2,704 bytes. */
  static final int MAX_LENGTH = 500;

  private SearchKeys() {}

  /** The key of an identifier. */
  public static String of(Identifier id) {
    return cut(id.canonical());
  }

  /** The key of a canonical identifier. */
  public static String cut(String canonical) {
    return canonical.length() <= MAX_LENGTH ? canonical : canonical.substring(0, MAX_LENGTH);
  }

  /** The keys of everything that an event names and queries ask for by identifier. */
  public static Stream<String> identifiers(EpcisEvent event) {
    CommonFields common = event.common();
    Stream<Identifier> why =
        Stream.of(
                common.bizTransactions().stream().map(BizTransaction::id),
                common.sources().stream().map(SourceOrDestination::id),
                common.destinations().stream().map(SourceOrDestination::id),
                Optional.ofNullable(common.errorDeclaration())
                    .map(ErrorDeclaration::correctiveEventIds)
                    .stream()
                    .flatMap(List::stream))
            .flatMap(ids -> ids);
    Stream<Identifier> what =
        Stream.concat(
            event.identifiers().stream(), quantities(event).map(QuantityElement::epcClass));
    Stream<Identifier> transformation =
        event instanceof TransformationEvent e
            ? Optional.ofNullable(e.transformationId()).stream()
            : Stream.empty();
    return Stream.of(what, why, transformation).flatMap(ids -> ids).map(SearchKeys::of);
  }

  private static Stream<QuantityElement> quantities(EpcisEvent event) {
    return switch (event) {
      case ObjectEvent e -> e.quantities().stream();
      case AggregationEvent e -> e.childQuantities().stream();
      case AssociationEvent e -> e.childQuantities().stream();
      case TransactionEvent e -> e.quantities().stream();
      case TransformationEvent e ->
          Stream.concat(e.inputQuantities().stream(), e.outputQuantities().stream());
    };
  }
}
