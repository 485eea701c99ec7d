package io.pharmatrace.epcis.write;

import io.pharmatrace.epcis.AssociationEvent;
import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EpcisWriter;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Syntax;
import io.pharmatrace.epcis.TransformationEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.xml.XMLConstants;

/** EPCIS XML 2.0 and 1.2 of events and documents. */
public final class XmlDocumentWriter implements EpcisWriter {
  private static final String EPCIS = "urn:epcglobal:epcis:xsd:";
  private static final String MASTER_DATA = "urn:epcglobal:epcis-masterdata:xsd:";
  private static final String QUERY = "urn:epcglobal:epcis-query:xsd:";
  private static final Set<String> RESERVED = Set.of("epcis", "epcisq", "epcismd", "xsi", "xsd");
  private static final Map<String, String> STANDARD =
      Map.of(XmlOut.XSI, "xsi", XmlOut.XSD, "xsd", XMLConstants.XML_NS_URI, "xml");
  private static final int BUFFER = 1 << 14;

  private final XmlOut out;
  private final Prefixes prefixes;
  private final UnaryOperator<String> spelling;
  private final Envelope envelope;
  private final boolean old;
  private boolean listIsOpen;
  private boolean closed;

  /**
   * Starts a document.
   *
   * @param known events whose namespaces are declared at the top
   */
  public XmlDocumentWriter(
      Syntax syntax,
      Envelope envelope,
      List<EpcisEvent> known,
      UnaryOperator<String> spelling,
      OutputStream to)
      throws IOException {
    this.old = syntax == Syntax.XML_1_2;
    this.envelope = old ? XmlBusinessHeader.complete(envelope) : envelope;
    this.spelling = spelling;
    this.prefixes = prefixes();
    prefixes.collect(this.envelope);
    known.forEach(prefixes::collect);
    Writer text = new BufferedWriter(new OutputStreamWriter(to, StandardCharsets.UTF_8), BUFFER);
    this.out = new XmlOut(new XmlSink(text), prefixes);
    start();
  }

  /** One event as the root element, with the namespaces that it uses. */
  public static String event(EpcisEvent event, Syntax syntax, UnaryOperator<String> spelling) {
    boolean old = syntax == Syntax.XML_1_2;
    StringWriter text = new StringWriter(1024);
    try {
      Prefixes prefixes = prefixes();
      prefixes.collect(event);
      XmlOut out = new XmlOut(new XmlSink(text), prefixes);
      String namespace = EPCIS + (old ? "1" : "2");
      out.start("epcis:" + event.type());
      out.declare(Map.of("epcis", namespace));
      out.declareSchema();
      out.declare(prefixes.declarations());
      new XmlEventWriter(out, spelling, old).content(event);
      out.end();
    } catch (IOException impossible) {
      // A StringWriter does not fail.
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  @Override
  public void write(EpcisEvent event) throws IOException {
    if (isMasterData()) {
      throw new IllegalStateException("a master data document has no events");
    }
    openList();
    Prefixes inner = prefixes.inner();
    inner.collect(event);
    out.prefixes(inner);
    int wrappers = wrappers(event);
    for (int i = 0; i < wrappers; i++) {
      out.start("extension");
    }
    out.start(event.type());
    out.declare(inner.declarations());
    new XmlEventWriter(out, spelling, old).content(event);
    for (int i = 0; i <= wrappers; i++) {
      out.end();
    }
    out.prefixes(prefixes);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (!isMasterData() && !hasMasterDataOnly()) {
      openList();
      out.end();
    }
    if (isQuery()) {
      if (!envelope.masterData().isEmpty()) {
        XmlMasterData.write(envelope.masterData(), out);
      }
      out.end();
      out.end();
    }
    out.end();
    out.elements(elementsOf(envelope.fields()));
    out.end();
    out.flush();
  }

  private void start() throws IOException {
    String version = old ? "1" : "2";
    if (isQuery()) {
      out.start("epcisq:EPCISQueryDocument");
      out.declare(Map.of("epcisq", QUERY + version));
    } else if (isMasterData()) {
      out.start("epcismd:EPCISMasterDataDocument");
      out.declare(Map.of("epcismd", MASTER_DATA + version));
    } else {
      out.start("epcis:EPCISDocument");
      out.declare(Map.of("epcis", EPCIS + version));
    }
    out.declareSchema();
    out.declare(prefixes.declarations());
    out.attribute("schemaVersion", old ? "1.2" : "2.0");
    if (envelope.creationDate() != null) {
      out.attribute(
          "creationDate", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(envelope.creationDate()));
    }
    out.attributes(attributesOf(envelope.fields()));
    boolean masterDataInHeader = !isQuery() && !isMasterData() && !envelope.masterData().isEmpty();
    if (masterDataInHeader || !envelope.header().isEmpty()) {
      header(masterDataInHeader);
    }
    out.start("EPCISBody");
    if (isMasterData()) {
      XmlMasterData.write(envelope.masterData(), out);
      return;
    }
    if (isQuery()) {
      query();
    }
  }

  private void openList() throws IOException {
    if (!listIsOpen) {
      listIsOpen = true;
      out.start("EventList");
    }
  }

  /**
   * Results of a query are events or master data; an empty list of events would be one too many.
   */
  private boolean hasMasterDataOnly() {
    return isQuery() && !listIsOpen && !envelope.masterData().isEmpty();
  }

  private void header(boolean withMasterData) throws IOException {
    out.start("EPCISHeader");
    out.attributes(envelope.header());
    // The schema wants the standard business document header first, users' fields last.
    List<Extension> business = envelope.header().stream().filter(XmlBusinessHeader::is).toList();
    out.elements(business);
    if (withMasterData) {
      out.start("extension");
      out.start("EPCISMasterData");
      XmlMasterData.write(envelope.masterData(), out);
      out.end();
      out.end();
    }
    out.elements(envelope.header().stream().filter(f -> !XmlBusinessHeader.is(f)).toList());
    out.end();
  }

  private void query() throws IOException {
    out.start("epcisq:QueryResults");
    Envelope.Query query = envelope.query();
    if (query != null) {
      out.text("queryName", query.name());
      out.text("subscriptionID", query.subscriptionId());
    }
    out.start("resultsBody");
  }

  /** Version 1.2 keeps the types that came after 1.0 in extensions of the list. */
  private int wrappers(EpcisEvent event) {
    if (!old) {
      return 0;
    }
    return switch (event) {
      case TransformationEvent e -> 1;
      case AssociationEvent e -> 2;
      default -> 0;
    };
  }

  private boolean isQuery() {
    return envelope.kind() == Envelope.Kind.QUERY_DOCUMENT;
  }

  private boolean isMasterData() {
    return envelope.kind() == Envelope.Kind.MASTER_DATA_DOCUMENT;
  }

  // JSON's sender, receiver and so on have no namespace; the schema allows them as attributes only.
  private static boolean isAttribute(Extension field) {
    return field.kind() == Extension.Kind.ATTRIBUTE || field.name().getNamespaceURI().isEmpty();
  }

  private static List<Extension> attributesOf(List<Extension> fields) {
    return fields.stream()
        .filter(XmlDocumentWriter::isAttribute)
        .map(f -> new Extension(f.name(), Extension.Kind.ATTRIBUTE, f.text(), List.of()))
        .toList();
  }

  private static List<Extension> elementsOf(List<Extension> fields) {
    return fields.stream().filter(f -> !isAttribute(f)).toList();
  }

  private static Prefixes prefixes() {
    return new Prefixes(RESERVED, STANDARD);
  }
}
