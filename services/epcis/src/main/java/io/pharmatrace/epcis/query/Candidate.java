package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.SensorData;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An event that is held against a query, and its parts as parameters name them.
 *
 * @param recordTime when it was stored
 */
record Candidate(EpcisEvent event, Instant recordTime, VocabularyData vocabulary) {

  /** Those of {@code epcList} or {@code childEPCs}. */
  Stream<Identifier> epcs() {
    return switch (event) {
      case ObjectEvent e -> e.epcs().stream();
      case AggregationEvent e -> e.children().stream();
      case AssociationEvent e -> e.children().stream();
      case TransactionEvent e -> e.epcs().stream();
      case TransformationEvent e -> Stream.empty();
    };
  }

  Stream<Identifier> parent() {
    @Nullable Identifier parent =
        switch (event) {
          case AggregationEvent e -> e.parent();
          case AssociationEvent e -> e.parent();
          case TransactionEvent e -> e.parent();
          case ObjectEvent e -> null;
          case TransformationEvent e -> null;
        };
    return Stream.ofNullable(parent);
  }

  Stream<Identifier> inputs() {
    return event instanceof TransformationEvent e ? e.inputs().stream() : Stream.empty();
  }

  Stream<Identifier> outputs() {
    return event instanceof TransformationEvent e ? e.outputs().stream() : Stream.empty();
  }

  Stream<Identifier> anyEpc() {
    return event.identifiers().stream();
  }

  Stream<Identifier> transformationId() {
    return event instanceof TransformationEvent e
        ? Stream.ofNullable(e.transformationId())
        : Stream.empty();
  }

  /** Those of {@code quantityList} or {@code childQuantityList}. */
  Stream<QuantityElement> quantities() {
    List<QuantityElement> quantities =
        switch (event) {
          case ObjectEvent e -> e.quantities();
          case AggregationEvent e -> e.childQuantities();
          case AssociationEvent e -> e.childQuantities();
          case TransactionEvent e -> e.quantities();
          case TransformationEvent e -> List.of();
        };
    return quantities.stream();
  }

  Stream<QuantityElement> inputQuantities() {
    return event instanceof TransformationEvent e ? e.inputQuantities().stream() : Stream.empty();
  }

  Stream<QuantityElement> outputQuantities() {
    return event instanceof TransformationEvent e ? e.outputQuantities().stream() : Stream.empty();
  }

  Stream<QuantityElement> anyQuantity() {
    return Stream.of(quantities(), inputQuantities(), outputQuantities()).flatMap(q -> q);
  }

  Stream<SensorData> sensorMetadata() {
    return event.common().sensorElements().stream().flatMap(e -> Stream.ofNullable(e.metadata()));
  }

  Stream<SensorData> sensorReports() {
    return event.common().sensorElements().stream().flatMap(e -> e.reports().stream());
  }
}
