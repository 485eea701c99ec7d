package io.pharmatrace.epcis.hash;

import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.BizTransaction;
import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.PersistentDisposition;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.SensorData;
import io.pharmatrace.epcis.SensorElement;
import io.pharmatrace.epcis.SensorField;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pre-hash string of an event (CBV 2.0 section 8.9): every field but record time, event id and
 * error declaration, in one order and one spelling, without separators.
 *
 * <p>Where the text of the standard and the published hash values differ, the values decide; see
 * docs/adr/0010-event-hash.md.
 */
public final class PreHash {
  private final StringBuilder out = new StringBuilder(1024);

  private PreHash() {}

  /** The string that is hashed. */
  public static String of(EpcisEvent event) {
    PreHash p = new PreHash();
    CommonFields common = event.common();
    p.field("eventType", event.type());
    p.field("eventTime", Canonical.time(common.eventTime()));
    p.field("eventTimeZoneOffset", common.eventTimeZoneOffset());
    p.sorted(common.certificationInfo(), c -> "certificationInfo=" + Canonical.value(c.uri()));
    p.what(event);
    p.why(common);
    p.place("readPoint", common.readPoint());
    p.place("bizLocation", common.bizLocation());
    p.list("sensorElementList", common.sensorElements(), PreHash::sensorElement);
    p.list("bizTransactionList", common.bizTransactions(), PreHash::bizTransaction);
    p.list("destinationList", common.destinations(), d -> end("destination", d));
    p.list("ilmd", event.ilmd().fields(), PreHash::extension);
    p.list("sourceList", common.sources(), s -> end("source", s));
    p.extensions(common.extensions());
    return p.out.toString();
  }

  /** An error declaration in the same manner; the standard leaves it out of the event's string. */
  public static String of(ErrorDeclaration declaration) {
    PreHash p = new PreHash();
    p.field("declarationTime", Canonical.time(declaration.declarationTime()));
    p.term("reason", declaration.reason());
    p.list(
        "correctiveEventIDs",
        declaration.correctiveEventIds(),
        id -> "correctiveEventID=" + Canonical.value(id.uri()));
    p.extensions(declaration.extensions());
    return p.out.toString();
  }

  private void what(EpcisEvent event) {
    switch (event) {
      case ObjectEvent e -> {
        epcs("epcList", e.epcs());
        quantities("quantityList", e.quantities());
      }
      case TransactionEvent e -> {
        epcs("epcList", e.epcs());
        id("parentID", e.parent());
        quantities("quantityList", e.quantities());
      }
      case AggregationEvent e -> {
        id("parentID", e.parent());
        epcs("childEPCs", e.children());
        quantities("childQuantityList", e.childQuantities());
      }
      case AssociationEvent e -> {
        id("parentID", e.parent());
        epcs("childEPCs", e.children());
        quantities("childQuantityList", e.childQuantities());
      }
      case TransformationEvent e -> {
        epcs("inputEPCList", e.inputs());
        quantities("inputQuantityList", e.inputQuantities());
        epcs("outputEPCList", e.outputs());
        quantities("outputQuantityList", e.outputQuantities());
      }
    }
    Action action = event.action();
    if (action != null) {
      field("action", action.name());
    }
    if (event instanceof TransformationEvent e) {
      id("transformationID", e.transformationId());
    }
  }

  private void why(CommonFields common) {
    term("bizStep", common.bizStep());
    term("disposition", common.disposition());
    PersistentDisposition change = common.persistentDisposition();
    if (change != null) {
      out.append("persistentDisposition");
      sorted(change.set(), t -> "set=" + t.webUri());
      sorted(change.unset(), t -> "unset=" + t.webUri());
    }
  }

  private void place(String name, @Nullable Place place) {
    if (place != null) {
      out.append(name);
      id("id", place.id());
      extensions(place.extensions());
    }
  }

  private static String bizTransaction(BizTransaction transaction) {
    Term type = transaction.type();
    String id = "bizTransaction=" + Canonical.value(transaction.id().uri());
    return type == null ? id : "type=" + type.webUri() + id;
  }

  private static String end(String name, SourceOrDestination end) {
    return "type=" + end.type().webUri() + name + "=" + Canonical.value(end.id().uri());
  }

  private static String sensorElement(SensorElement element) {
    PreHash p = new PreHash();
    p.out.append("sensorElement");
    SensorData metadata = element.metadata();
    if (metadata != null && !metadata.isEmpty()) {
      p.out.append(sensorData("sensorMetadata", metadata));
    }
    p.sorted(element.reports(), r -> sensorData("sensorReport", r));
    p.extensions(element.extensions());
    return p.out.toString();
  }

  private static String sensorData(String name, SensorData data) {
    PreHash p = new PreHash();
    p.out.append(name);
    data.values().forEach((field, value) -> p.field(field.fieldName(), sensorValue(field, value)));
    p.extensions(data.extensions());
    return p.out.toString();
  }

  private static String sensorValue(SensorField field, String value) {
    return switch (field.form()) {
      case TIME -> Canonical.time(OffsetDateTime.parse(value));
      case TERM -> {
        var vocabulary = field.vocabulary();
        yield vocabulary == null ? value : Term.of(vocabulary, value).webUri();
      }
      case URI, NUMBER, TEXT, BOOLEAN, HEX -> Canonical.value(value);
    };
  }

  private static String extension(Extension field) {
    if (Canonical.isSilent(field)) {
      return "";
    }
    PreHash p = new PreHash();
    String namespace = field.name().getNamespaceURI();
    if (!namespace.isEmpty()) {
      p.out.append('{').append(namespace).append('}');
    }
    p.out.append(field.name().getLocalPart());
    String value = Canonical.value(field.text());
    if (!value.isEmpty()) {
      p.out.append('=').append(value);
    }
    p.extensions(field.children());
    return p.out.toString();
  }

  private void extensions(List<Extension> fields) {
    sorted(fields, PreHash::extension);
  }

  private void epcs(String name, List<Identifier> epcs) {
    list(name, epcs, e -> "epc=" + Canonical.value(e.uri()));
  }

  private void quantities(String name, List<QuantityElement> quantities) {
    list(name, quantities, PreHash::quantity);
  }

  private static String quantity(QuantityElement element) {
    PreHash p = new PreHash();
    p.out.append("quantityElement");
    p.id("epcClass", element.epcClass());
    if (element.quantity() != null) {
      p.field("quantity", Canonical.value(element.quantity().toPlainString()));
    }
    if (element.uom() != null) {
      p.field("uom", Canonical.value(element.uom()));
    }
    return p.out.toString();
  }

  private void id(String name, @Nullable Identifier id) {
    if (id != null) {
      field(name, Canonical.value(id.uri()));
    }
  }

  private void term(String name, @Nullable Term term) {
    if (term != null) {
      field(name, term.webUri());
    }
  }

  private void field(String name, String value) {
    out.append(name).append('=').append(value);
  }

  private <T> void list(String name, List<T> items, Text<T> text) {
    if (!items.isEmpty()) {
      out.append(name);
      sorted(items, text);
    }
  }

  private <T> void sorted(List<T> items, Text<T> text) {
    List<String> lines = new ArrayList<>(items.size());
    for (T item : items) {
      lines.add(text.of(item));
    }
    lines.sort(Canonical.CODE_POINTS);
    lines.forEach(out::append);
  }

  @FunctionalInterface
  private interface Text<T> {
    String of(T item);
  }
}
