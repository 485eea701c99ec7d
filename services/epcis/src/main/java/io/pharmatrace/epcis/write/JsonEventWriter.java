package io.pharmatrace.epcis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pharmatrace.epcis.Action;
import io.pharmatrace.epcis.AggregationEvent;
import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.ObjectEvent;
import io.pharmatrace.epcis.PersistentDisposition;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.QuantityElement;
import io.pharmatrace.epcis.SensorData;
import io.pharmatrace.epcis.SensorElement;
import io.pharmatrace.epcis.SourceOrDestination;
import io.pharmatrace.epcis.Term;
import io.pharmatrace.epcis.TransactionEvent;
import io.pharmatrace.epcis.TransformationEvent;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One event as a JSON object: fields in the order of the standard, empty ones left out. */
final class JsonEventWriter {
  private final JsonGenerator out;
  private final JsonExtensions extensions;
  private final UnaryOperator<String> uriForm;

  JsonEventWriter(JsonGenerator out, Prefixes prefixes, UnaryOperator<String> uriForm) {
    this.out = out;
    this.extensions = new JsonExtensions(out, prefixes);
    this.uriForm = uriForm;
  }

  /** Writes the fields; the caller opens the object, may put a context, and closes it. */
  void fields(EpcisEvent event) throws IOException {
    CommonFields common = event.common();
    text("type", event.type());
    time("eventTime", common.eventTime());
    text("eventTimeZoneOffset", common.eventTimeZoneOffset());
    time("recordTime", common.recordTime());
    id("eventID", common.eventId());
    ids("certificationInfo", common.certificationInfo());
    error(common.errorDeclaration());
    what(event);
    Action action = event.action();
    text("action", action == null ? null : action.name());
    term("bizStep", common.bizStep());
    term("disposition", common.disposition());
    persistent(common.persistentDisposition());
    place("readPoint", common.readPoint());
    place("bizLocation", common.bizLocation());
    transactions(common);
    ends("sourceList", "source", common.sources());
    ends("destinationList", "destination", common.destinations());
    sensors(common.sensorElements());
    if (!event.ilmd().fields().isEmpty()) {
      out.writeObjectFieldStart("ilmd");
      extensions.members(event.ilmd().fields());
      out.writeEndObject();
    }
    extensions.members(common.extensions());
  }

  private void what(EpcisEvent event) throws IOException {
    switch (event) {
      case ObjectEvent e -> {
        ids("epcList", e.epcs());
        quantities("quantityList", e.quantities());
      }
      case TransactionEvent e -> {
        id("parentID", e.parent());
        ids("epcList", e.epcs());
        quantities("quantityList", e.quantities());
      }
      case AggregationEvent e -> {
        id("parentID", e.parent());
        ids("childEPCs", e.children());
        quantities("childQuantityList", e.childQuantities());
      }
      case AssociationEvent e -> {
        id("parentID", e.parent());
        ids("childEPCs", e.children());
        quantities("childQuantityList", e.childQuantities());
      }
      case TransformationEvent e -> {
        ids("inputEPCList", e.inputs());
        quantities("inputQuantityList", e.inputQuantities());
        ids("outputEPCList", e.outputs());
        quantities("outputQuantityList", e.outputQuantities());
        id("transformationID", e.transformationId());
      }
    }
  }

  private void error(@Nullable ErrorDeclaration error) throws IOException {
    if (error != null) {
      out.writeObjectFieldStart("errorDeclaration");
      time("declarationTime", error.declarationTime());
      term("reason", error.reason());
      ids("correctiveEventIDs", error.correctiveEventIds());
      extensions.members(error.extensions());
      out.writeEndObject();
    }
  }

  private void persistent(@Nullable PersistentDisposition change) throws IOException {
    if (change != null) {
      out.writeObjectFieldStart("persistentDisposition");
      terms("set", change.set());
      terms("unset", change.unset());
      out.writeEndObject();
    }
  }

  private void place(String name, @Nullable Place place) throws IOException {
    if (place != null) {
      out.writeObjectFieldStart(name);
      id("id", place.id());
      extensions.members(place.extensions());
      out.writeEndObject();
    }
  }

  private void transactions(CommonFields common) throws IOException {
    if (!common.bizTransactions().isEmpty()) {
      out.writeArrayFieldStart("bizTransactionList");
      for (var transaction : common.bizTransactions()) {
        out.writeStartObject();
        term("type", transaction.type());
        id("bizTransaction", transaction.id());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
  }

  private void ends(String list, String item, List<SourceOrDestination> ends) throws IOException {
    if (!ends.isEmpty()) {
      out.writeArrayFieldStart(list);
      for (SourceOrDestination end : ends) {
        out.writeStartObject();
        term("type", end.type());
        id(item, end.id());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
  }

  private void quantities(String list, List<QuantityElement> quantities) throws IOException {
    if (!quantities.isEmpty()) {
      out.writeArrayFieldStart(list);
      for (QuantityElement element : quantities) {
        out.writeStartObject();
        id("epcClass", element.epcClass());
        BigDecimal quantity = element.quantity();
        if (quantity != null) {
          out.writeFieldName("quantity");
          out.writeNumber(JsonExtensions.plain(quantity));
        }
        text("uom", element.uom());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
  }

  private void sensors(List<SensorElement> elements) throws IOException {
    if (!elements.isEmpty()) {
      out.writeArrayFieldStart("sensorElementList");
      for (SensorElement element : elements) {
        out.writeStartObject();
        SensorData metadata = element.metadata();
        if (metadata != null) {
          out.writeObjectFieldStart("sensorMetadata");
          sensorData(metadata);
        }
        out.writeArrayFieldStart("sensorReport");
        for (SensorData report : element.reports()) {
          out.writeStartObject();
          sensorData(report);
        }
        out.writeEndArray();
        extensions.members(element.extensions());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
  }

  private void sensorData(SensorData data) throws IOException {
    for (var entry : data.values().entrySet()) {
      out.writeFieldName(entry.getKey().fieldName());
      String value = entry.getValue();
      switch (entry.getKey().form()) {
        case NUMBER -> out.writeNumber(JsonExtensions.plain(new BigDecimal(value)));
        case BOOLEAN -> out.writeBoolean(value.equals("true"));
        case URI -> out.writeString(uriForm.apply(value));
        case TERM, TIME, TEXT, HEX -> out.writeString(value);
      }
    }
    extensions.members(data.extensions());
    out.writeEndObject();
  }

  private void text(String name, @Nullable String value) throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
  }

  private void time(String name, @Nullable OffsetDateTime value) throws IOException {
    text(name, value == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(value));
  }

  private void id(String name, @Nullable Identifier id) throws IOException {
    text(name, id == null ? null : uriForm.apply(id.uri()));
  }

  private void ids(String name, List<Identifier> ids) throws IOException {
    if (!ids.isEmpty()) {
      out.writeArrayFieldStart(name);
      for (Identifier id : ids) {
        out.writeString(uriForm.apply(id.uri()));
      }
      out.writeEndArray();
    }
  }

  private void term(String name, @Nullable Term term) throws IOException {
    text(name, term == null ? null : term.value());
  }

  private void terms(String name, List<Term> terms) throws IOException {
    if (!terms.isEmpty()) {
      out.writeArrayFieldStart(name);
      for (Term term : terms) {
        out.writeString(term.value());
      }
      out.writeEndArray();
    }
  }
}
