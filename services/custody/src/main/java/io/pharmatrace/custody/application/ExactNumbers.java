package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.SensorData;
import io.pharmatrace.epcis.SensorField;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds the numbers of events against what their stored document can keep: JCS (RFC 8785 section
 * 3.2.2.3) writes each as an IEEE 754 double, so longer ones would be rounded, and the document
 * would not be what was hashed. Pure.
 */
final class ExactNumbers {
  private ExactNumbers() {}

  /**
   * Passes events whose numbers are kept exactly.
   *
   * @throws Unusable naming the first one that is not
   */
  static void require(EpcisEvent event) throws Unusable {
    List<String> rounded =
        Stream.of(quantities(event), sensors(event.common()), fields(event))
            .flatMap(numbers -> numbers)
            .filter(number -> !isExact(number))
            .limit(1)
            .toList();
    if (!rounded.isEmpty()) {
      throw new Unusable(
          Reason.INVALID_EVENT,
          "The number %.60s has more digits than are kept (about 17); send it as a text."
              .formatted(rounded.getFirst()));
    }
  }

  private static boolean isExact(String number) {
    BigDecimal exact = new BigDecimal(number.strip());
    double kept = exact.doubleValue();
    return Double.isFinite(kept) && BigDecimal.valueOf(kept).compareTo(exact) == 0;
  }

  private static Stream<String> quantities(EpcisEvent event) {
    Stream<QuantityElement> all =
        switch (event) {
          case ObjectEvent e -> e.quantities().stream();
          case AggregationEvent e -> e.childQuantities().stream();
          case AssociationEvent e -> e.childQuantities().stream();
          case TransactionEvent e -> e.quantities().stream();
          case TransformationEvent e ->
              Stream.concat(e.inputQuantities().stream(), e.outputQuantities().stream());
        };
    return all.map(QuantityElement::quantity).filter(Objects::nonNull).map(BigDecimal::toString);
  }

  private static Stream<String> sensors(CommonFields common) {
    return common.sensorElements().stream()
        .flatMap(element -> element.reports().stream())
        .flatMap(report -> report.values().entrySet().stream())
        .filter(field -> field.getKey().form() == SensorField.Form.NUMBER)
        .map(field -> field.getValue());
  }

  private static Stream<String> fields(EpcisEvent event) {
    CommonFields common = event.common();
    Stream<Extension> places =
        Stream.of(event.readPoint(), event.bizLocation())
            .filter(Objects::nonNull)
            .map(Place::extensions)
            .flatMap(List::stream);
    Stream<Extension> sensors =
        common.sensorElements().stream()
            .flatMap(
                element ->
                    Stream.concat(
                        element.extensions().stream(),
                        Stream.concat(
                                Stream.ofNullable(element.metadata()), element.reports().stream())
                            .map(SensorData::extensions)
                            .flatMap(List::stream)));
    Stream<Extension> error =
        Optional.ofNullable(common.errorDeclaration()).stream()
            .flatMap(declaration -> declaration.extensions().stream());
    return Stream.of(
            common.extensions().stream(), event.ilmd().fields().stream(), places, sensors, error)
        .flatMap(each -> each)
        .flatMap(ExactNumbers::numbers);
  }

  private static Stream<String> numbers(Extension field) {
    return field.kind() == Extension.Kind.NUMBER
        ? Stream.of(field.text())
        : field.children().stream().flatMap(ExactNumbers::numbers);
  }
}
