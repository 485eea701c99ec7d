package io.pharmatrace.epcis.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisWriter;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Ilmd;
import io.pharmatrace.epcis.MasterData;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** JSON-LD of events and documents (EPCIS 2.0 section 10). */
public final class JsonDocumentWriter implements EpcisWriter {

  /** The context that every reader of EPCIS 2.0 knows. */
  public static final String CONTEXT =
      "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  /** What the context declares; the reader understands its master data namespace like this too. */
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

  private static final Set<String> RESERVED = Set.of("urn", "http", "https", "ni", "tag");

  private final JsonGenerator out;
  private final Prefixes prefixes;
  private final UnaryOperator<String> spelling;
  private final Envelope envelope;

  /**
   * Starts a document.
   *
   * @param known events whose namespaces are declared at the top
   */
  public JsonDocumentWriter(
      Envelope envelope, List<EpcisEvent> known, UnaryOperator<String> spelling, OutputStream to)
      throws IOException {
    this.envelope = envelope;
    this.spelling = spelling;
    this.prefixes = new Prefixes(RESERVED, STANDARD);
    prefixes.collect(envelope);
    known.forEach(prefixes::collect);
    this.out = JSON.createGenerator(to);
    start();
  }

  /** One event with its own context. */
  public static String event(EpcisEvent event, UnaryOperator<String> spelling) {
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator out = JSON.createGenerator(text)) {
      Prefixes prefixes = new Prefixes(RESERVED, STANDARD);
      prefixes.collect(event);
      out.writeStartObject();
      context(out, prefixes.declarations());
      new JsonEventWriter(out, prefixes, spelling).fields(event);
      out.writeEndObject();
    } catch (IOException impossible) {
      // A StringWriter does not fail.
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  @Override
  public void write(EpcisEvent event) throws IOException {
    Prefixes inner = prefixes.inner();
    inner.collect(event);
    Map<String, String> further = inner.declarations();
    out.writeStartObject();
    if (!further.isEmpty()) {
      context(out, further);
    }
    new JsonEventWriter(out, inner, spelling).fields(event);
    out.writeEndObject();
  }

  @Override
  public void close() throws IOException {
    if (out.isClosed()) {
      return;
    }
    out.writeEndArray();
    if (isQuery()) {
      out.writeEndObject();
      out.writeEndObject();
    }
    out.writeEndObject();
    out.writeEndObject();
    out.close();
  }

  private void start() throws IOException {
    out.writeStartObject();
    context(out, prefixes.declarations());
    out.writeStringField("type", isQuery() ? "EPCISQueryDocument" : "EPCISDocument");
    out.writeStringField("schemaVersion", "2.0");
    if (envelope.creationDate() != null) {
      out.writeStringField(
          "creationDate", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(envelope.creationDate()));
    }
    JsonExtensions extensions = new JsonExtensions(out, prefixes);
    extensions.members(envelope.fields());
    boolean masterDataInHeader = !isQuery() && !envelope.masterData().isEmpty();
    if (masterDataInHeader || !envelope.header().isEmpty()) {
      out.writeObjectFieldStart("epcisHeader");
      if (masterDataInHeader) {
        out.writeObjectFieldStart("epcisMasterData");
        masterData(extensions);
        out.writeEndObject();
      }
      extensions.members(envelope.header());
      out.writeEndObject();
    }
    out.writeObjectFieldStart("epcisBody");
    if (isQuery()) {
      query(extensions);
    }
    out.writeArrayFieldStart("eventList");
  }

  private void query(JsonExtensions extensions) throws IOException {
    out.writeObjectFieldStart("queryResults");
    Envelope.Query query = envelope.query();
    if (query != null && query.name() != null) {
      out.writeStringField("queryName", query.name());
    }
    if (query != null && query.subscriptionId() != null) {
      out.writeStringField("subscriptionID", query.subscriptionId());
    }
    out.writeObjectFieldStart("resultsBody");
    if (!envelope.masterData().isEmpty()) {
      masterData(extensions);
    }
  }

  private void masterData(JsonExtensions extensions) throws IOException {
    out.writeArrayFieldStart("vocabularyList");
    for (MasterData vocabulary : envelope.masterData()) {
      out.writeStartObject();
      out.writeStringField("type", vocabulary.type());
      out.writeArrayFieldStart("vocabularyElementList");
      for (MasterData.Element element : vocabulary.elements()) {
        element(element, extensions);
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private void element(MasterData.Element element, JsonExtensions extensions) throws IOException {
    out.writeStartObject();
    out.writeStringField("id", element.id());
    if (!element.attributes().isEmpty()) {
      out.writeArrayFieldStart("attributes");
      for (MasterData.Attribute attribute : element.attributes()) {
        out.writeStartObject();
        out.writeStringField("id", attribute.id());
        extensions.members(List.<Extension>of(attribute.value()));
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    if (!element.children().isEmpty()) {
      out.writeArrayFieldStart("children");
      for (String child : element.children()) {
        out.writeString(child);
      }
      out.writeEndArray();
    }
    extensions.members(element.extensions());
    out.writeEndObject();
  }

  private boolean isQuery() {
    return envelope.kind() == Envelope.Kind.QUERY_DOCUMENT;
  }

  private static void context(JsonGenerator out, Map<String, String> declared) throws IOException {
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
