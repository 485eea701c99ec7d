package io.pharmatrace.epcis.write;

import io.pharmatrace.epcis.CommonFields;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.Identifier;
import io.pharmatrace.epcis.Ilmd;
import io.pharmatrace.epcis.PersistentDisposition;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.SensorData;
import io.pharmatrace.epcis.SensorElement;
import io.pharmatrace.epcis.SensorField;
import io.pharmatrace.epcis.Term;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The parts of an event that all types share, as XML. */
final class XmlCommonWriter {
  private final XmlOut out;
  private final UnaryOperator<String> spelling;
  private final boolean old;

  XmlCommonWriter(XmlOut out, UnaryOperator<String> spelling, boolean old) {
    this.out = out;
    this.spelling = spelling;
    this.old = old;
  }

  /** Times, identifier, error declaration, certifications. */
  void start(CommonFields fields) throws IOException {
    time("eventTime", fields.eventTime());
    time("recordTime", fields.recordTime());
    out.text("eventTimeZoneOffset", fields.eventTimeZoneOffset());
    if (old) {
      out.optional(
          "baseExtension",
          () -> {
            identity(fields);
            out.optional("extension", () -> certifications(fields));
          });
    } else {
      identity(fields);
      certifications(fields);
    }
  }

  void place(String name, @Nullable Place place) throws IOException {
    if (place != null) {
      out.start(name);
      out.attributes(place.extensions());
      out.text("id", spelling.apply(place.id().uri()));
      out.elements(place.extensions());
      out.end();
    }
  }

  void ilmd(Ilmd ilmd) throws IOException {
    if (!ilmd.fields().isEmpty()) {
      out.start("ilmd");
      out.attributes(ilmd.fields());
      out.elements(ilmd.fields());
      out.end();
    }
  }

  void sensorsAndPersistentDisposition(CommonFields fields) throws IOException {
    if (!fields.sensorElements().isEmpty()) {
      out.start("sensorElementList");
      for (SensorElement element : fields.sensorElements()) {
        sensor(element);
      }
      out.end();
    }
    PersistentDisposition change = fields.persistentDisposition();
    if (change != null) {
      out.start("persistentDisposition");
      for (Term term : change.unset()) {
        out.text("unset", term.urn());
      }
      for (Term term : change.set()) {
        out.text("set", term.urn());
      }
      out.end();
    }
  }

  private void identity(CommonFields fields) throws IOException {
    Identifier id = fields.eventId();
    out.text("eventID", id == null ? null : spelling.apply(id.uri()));
    ErrorDeclaration error = fields.errorDeclaration();
    if (error == null) {
      return;
    }
    out.start("errorDeclaration");
    out.attributes(error.extensions());
    time("declarationTime", error.declarationTime());
    Term reason = error.reason();
    out.text("reason", reason == null ? null : reason.urn());
    List<Identifier> corrective = error.correctiveEventIds();
    if (!corrective.isEmpty()) {
      out.start("correctiveEventIDs");
      for (Identifier event : corrective) {
        out.text("correctiveEventID", spelling.apply(event.uri()));
      }
      out.end();
    }
    out.elements(error.extensions());
    out.end();
  }

  private void certifications(CommonFields fields) throws IOException {
    for (Identifier certification : fields.certificationInfo()) {
      out.text("certificationInfo", spelling.apply(certification.uri()));
    }
  }

  private void sensor(SensorElement element) throws IOException {
    out.start("sensorElement");
    out.attributes(element.extensions());
    SensorData metadata = element.metadata();
    if (metadata != null) {
      sensorData("sensorMetadata", metadata);
    }
    for (SensorData report : element.reports()) {
      sensorData("sensorReport", report);
    }
    out.elements(element.extensions());
    out.end();
  }

  private void sensorData(String name, SensorData data) throws IOException {
    out.start(name);
    for (var entry : data.values().entrySet()) {
      out.attribute(entry.getKey().fieldName(), value(entry.getKey(), entry.getValue()));
    }
    out.attributesFirst(data.extensions());
    out.end();
  }

  private String value(SensorField field, String value) {
    var vocabulary = field.vocabulary();
    if (vocabulary != null) {
      return Term.of(vocabulary, value).urn();
    }
    return field.form() == SensorField.Form.URI ? spelling.apply(value) : value;
  }

  private void time(String name, @Nullable OffsetDateTime value) throws IOException {
    out.text(name, value == null ? null : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(value));
  }
}
