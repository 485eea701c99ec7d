package io.pharmatrace.epcis.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisDocument;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Ilmd;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** JSON-LD of events and documents. */
public final class JsonDocumentWriter {

  /** The context that every reader of EPCIS 2.0 knows. */
  public static final String CONTEXT =
      "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  /** Declared by the context; the namespaces it gives them are the ones below. */
  private static final Map<String, String> STANDARD =
      Map.of(
          Ilmd.CBV_MDA,
          "cbvmda",
          "https://ref.gs1.org/epcis/",
          "epcis",
          "https://ref.gs1.org/cbv/",
          "cbv",
          "https://gs1.org/voc/",
          "gs1",
          "http://www.w3.org/2000/01/rdf-schema#",
          "rdfs",
          "http://www.w3.org/2002/07/owl#",
          "owl",
          "http://www.w3.org/2001/XMLSchema#",
          "xsd",
          "http://purl.org/dc/terms/",
          "dcterms");

  private static final Set<String> RESERVED = Set.of("urn", "http", "https", "ni", "id", "type");

  private final UnaryOperator<String> uriForm;

  /**
   * A writer of documents.
   *
   * @param uriForm how an identifier is spelled
   */
  public JsonDocumentWriter(UnaryOperator<String> uriForm) {
    this.uriForm = uriForm;
  }

  /** One event with its own context. */
  public String event(EpcisEvent event) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator out = JSON.createGenerator(text)) {
      Prefixes prefixes = prefixes();
      prefixes.collect(event);
      out.writeStartObject();
      context(out, prefixes);
      new JsonEventWriter(out, prefixes, uriForm).fields(event);
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /**
   * A document. Does not close the stream.
   *
   * @throws IOException if the stream fails
   */
  public void document(EpcisDocument document, OutputStream to) throws IOException {
    Envelope envelope = document.envelope();
    Prefixes prefixes = prefixes();
    document.events().forEach(prefixes::collect);
    try (JsonGenerator out = JSON.createGenerator(to)) {
      out.writeStartObject();
      context(out, prefixes);
      out.writeStringField("type", "EPCISDocument");
      out.writeStringField("schemaVersion", "2.0");
      if (envelope.creationDate() != null) {
        out.writeStringField(
            "creationDate", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(envelope.creationDate()));
      }
      out.writeObjectFieldStart("epcisBody");
      out.writeArrayFieldStart("eventList");
      JsonEventWriter writer = new JsonEventWriter(out, prefixes, uriForm);
      for (EpcisEvent event : document.events()) {
        out.writeStartObject();
        writer.fields(event);
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndObject();
    }
  }

  private static Prefixes prefixes() {
    return new Prefixes(RESERVED, STANDARD);
  }

  private static void context(JsonGenerator out, Prefixes prefixes) throws IOException {
    Map<String, String> declared = prefixes.declarations();
    declared.keySet().removeAll(STANDARD.values());
    out.writeFieldName("@context");
    if (declared.isEmpty()) {
      out.writeString(CONTEXT);
      return;
    }
    out.writeStartArray();
    out.writeString(CONTEXT);
    out.writeStartObject();
    for (Map.Entry<String, String> entry : declared.entrySet()) {
      out.writeStringField(entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
    out.writeEndArray();
  }
}
