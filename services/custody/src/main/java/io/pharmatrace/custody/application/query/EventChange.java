package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.BizTransaction;
import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** Events that are another one but for some fields. */
final class EventChange {
  private EventChange() {}

  /** The event as it is given out: with record time, and with an identifier in any case. */
  static EpcisEvent stamped(EpcisEvent event, OffsetDateTime recordTime, String id) {
    CommonFields c = event.common();
    Identifier known = Optional.ofNullable(c.eventId()).orElseGet(() -> new Identifier(id));
    return with(
        event,
        new CommonFields(
            c.eventTime(),
            c.eventTimeZoneOffset(),
            recordTime,
            known,
            c.certificationInfo(),
            c.errorDeclaration(),
            c.bizStep(),
            c.disposition(),
            c.persistentDisposition(),
            c.readPoint(),
            c.bizLocation(),
            c.bizTransactions(),
            c.sources(),
            c.destinations(),
            c.sensorElements(),
            c.extensions()));
  }

  /** The event without its documents and parties. */
  static EpcisEvent withoutBusiness(EpcisEvent event) {
    return withBusiness(event, List.of(), List.of(), List.of());
  }

  static EpcisEvent withBusiness(
      EpcisEvent event,
      List<BizTransaction> documents,
      List<SourceOrDestination> sources,
      List<SourceOrDestination> destinations) {
    CommonFields c = event.common();
    return with(
        event,
        new CommonFields(
            c.eventTime(),
            c.eventTimeZoneOffset(),
            c.recordTime(),
            c.eventId(),
            c.certificationInfo(),
            c.errorDeclaration(),
            c.bizStep(),
            c.disposition(),
            c.persistentDisposition(),
            c.readPoint(),
            c.bizLocation(),
            documents,
            sources,
            destinations,
            c.sensorElements(),
            c.extensions()));
  }

  /** The event with other common fields. */
  static EpcisEvent with(EpcisEvent event, CommonFields common) {
    return switch (event) {
      case ObjectEvent e -> new ObjectEvent(common, e.action(), e.epcs(), e.quantities(), e.ilmd());
      case AggregationEvent e ->
          new AggregationEvent(common, e.action(), e.parent(), e.children(), e.childQuantities());
      case AssociationEvent e ->
          new AssociationEvent(common, e.action(), e.parent(), e.children(), e.childQuantities());
      case TransactionEvent e ->
          new TransactionEvent(common, e.action(), e.parent(), e.epcs(), e.quantities());
      case TransformationEvent e ->
          new TransformationEvent(
              common,
              e.inputs(),
              e.inputQuantities(),
              e.outputs(),
              e.outputQuantities(),
              e.transformationId(),
              e.ilmd());
    };
  }
}
