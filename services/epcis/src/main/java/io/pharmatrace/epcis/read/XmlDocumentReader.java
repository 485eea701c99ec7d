package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventSink;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.ReadLimits;
import io.pharmatrace.epcis.StreamResult;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Streams the events of an XML document, query document or bare event, version 1.x or 2.x. Use a
 * new one for each document.
 */
public final class XmlDocumentReader {

  static final Set<String> EVENT_TYPES =
      Set.of(
          "ObjectEvent",
          "AggregationEvent",
          "TransactionEvent",
          "TransformationEvent",
          "AssociationEvent");

  private static final Map<String, Envelope.Kind> KINDS =
      Map.of(
          "EPCISDocument", Envelope.Kind.DOCUMENT,
          "EPCISQueryDocument", Envelope.Kind.QUERY_DOCUMENT,
          "EPCISMasterDataDocument", Envelope.Kind.MASTER_DATA_DOCUMENT);
  private static final Set<String> LEVELS = Set.of("resultsBody", "extension");
  private static final Set<String> OWN_ATTRIBUTES = Set.of("schemaVersion", "creationDate");

  private final ReadLimits limits;
  private final EventSink sink;
  private final Problems problems;
  private final EnvelopeBuilder envelope;
  private boolean bodySeen;
  private int events;

  public XmlDocumentReader(ReadLimits limits, EventSink sink) {
    this.limits = limits;
    this.sink = sink;
    this.problems = new Problems(limits.maxProblems());
    this.envelope = new EnvelopeBuilder(problems);
  }

  /**
   * Reads to the end or to where it is impossible to go on. Does not close the stream.
   *
   * @throws IOException if the stream itself fails
   */
  public StreamResult read(InputStream in) throws IOException {
    XmlCursor cursor = null;
    try {
      cursor = new XmlCursor(new LimitedInput(in, limits.maxBytes()), limits);
      if (cursor.next()) {
        root(cursor);
      }
    } catch (LimitException limit) {
      problems.add(limit.code(), path(cursor), String.valueOf(limit.getMessage()));
    } catch (XMLStreamException broken) {
      broken(broken, path(cursor));
    }
    return new StreamResult(envelope.build(), events, problems.found());
  }

  private void root(XmlCursor cursor) throws XMLStreamException, LimitException {
    String name = cursor.localName();
    Envelope.Kind kind = KINDS.get(name);
    if (kind != null && cursor.name().getNamespaceURI().startsWith("urn:epcglobal:epcis")) {
      envelope.kind(kind);
      document(cursor);
    } else if (EVENT_TYPES.contains(name)) {
      envelope.kind(Envelope.Kind.BARE_EVENT);
      event(cursor);
      cursor.next();
    } else {
      problems.add(
          ProblemCode.NOT_EPCIS,
          cursor.path(),
          "The root element is "
              + Problems.quote(cursor.name().toString())
              + "; expected EPCISDocument, EPCISQueryDocument or EPCISMasterDataDocument in EPCIS's"
              + " namespace, or an event.");
    }
  }

  private void document(XmlCursor cursor) throws XMLStreamException, LimitException {
    String root = cursor.path();
    attributes(cursor);
    boolean inList = false;
    while (cursor.next() && !problems.isFull()) {
      if (!cursor.isStart()) {
        inList = inList && !cursor.localName().equals("EventList");
      } else if (!inList) {
        inList = outsideList(cursor);
      } else if (!cursor.localName().equals("extension")) {
        // EPCIS 1.x wraps the events that came later in "extension".
        event(cursor);
      }
    }
    if (!bodySeen && !problems.isFull()) {
      problems.add(ProblemCode.FIELD_MISSING, root + "/EPCISBody", "EPCISBody is missing.");
    }
  }

  /** Takes an element outside the list of events; true if it is the list. */
  private boolean outsideList(XmlCursor cursor) throws XMLStreamException, LimitException {
    switch (cursor.localName()) {
      case "EPCISHeader" -> header(new XmlFields(cursor.element()));
      case "EPCISBody" -> bodySeen = true;
      case "queryName" -> envelope.queryName(cursor.element().text().toString().strip());
      case "subscriptionID" -> envelope.subscriptionId(cursor.element().text().toString().strip());
      case "VocabularyList" -> {
        XmlElement parent = XmlElement.holder(cursor.element());
        envelope.masterData(MasterDataAssembler.xml(new XmlFields(parent), problems));
      }
      case "EventList" -> {
        bodySeen = true;
        return true;
      }
      default -> {
        String namespace = cursor.name().getNamespaceURI();
        if (namespace.isEmpty()) {
          unknown(cursor);
        } else if (!namespace.startsWith("urn:epcglobal:")) {
          envelope.fields(List.of(XmlExtensions.of(cursor.element())));
        }
      }
    }
    return false;
  }

  /** Levels between body and list are passed through; nothing else may be without a namespace. */
  private void unknown(XmlCursor cursor) throws XMLStreamException, LimitException {
    if (!LEVELS.contains(cursor.localName())) {
      problems.add(ProblemCode.FIELD_UNKNOWN, cursor.element().path(), Problems.NO_SUCH_FIELD);
    }
  }

  private void attributes(XmlCursor cursor) {
    String path = cursor.path();
    String version = cursor.attribute("schemaVersion");
    if (version.isEmpty()) {
      missing(path, "schemaVersion");
    } else {
      envelope.schemaVersion(version, path + "/@schemaVersion", List.of("1", "2"));
    }
    String created = cursor.attribute("creationDate");
    if (created.isEmpty()) {
      missing(path, "creationDate");
    } else {
      envelope.creationDate(created, path + "/@creationDate");
    }
    XmlElement root = cursor.withoutContent();
    List<Extension> others =
        new XmlFields(root)
            .all().stream().filter(a -> !OWN_ATTRIBUTES.contains(a.name().getLocalPart())).toList();
    envelope.fields(others);
  }

  private void missing(String path, String attribute) {
    problems.add(
        ProblemCode.FIELD_MISSING,
        path + "/@" + attribute,
        "A document has the attribute " + attribute + ".");
  }

  private void header(XmlFields header) {
    Fields masterData = header.object("EPCISMasterData");
    if (masterData != null) {
      envelope.masterData(MasterDataAssembler.xml(masterData, problems));
    }
    problems.isObject(header, Set.of("EPCISMasterData"));
    envelope.header(header.extensions());
  }

  private void event(XmlCursor cursor) throws XMLStreamException, LimitException {
    if (events >= limits.maxEvents()) {
      throw new LimitException(
          ProblemCode.LIMIT_EVENTS, "More than " + limits.maxEvents() + " events.");
    }
    int index = events++;
    XmlElement element = cursor.element();
    EventAssembler assembler = new EventAssembler(new XmlFields(element), limits.maxProblems());
    EpcisEvent event = assembler.assemble(element.localName());
    if (event == null) {
      sink.invalid(index, assembler.problems());
    } else {
      sink.event(index, event);
    }
  }

  private void broken(XMLStreamException broken, String path) throws IOException {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof LimitException limit) {
        problems.add(limit.code(), path, String.valueOf(limit.getMessage()));
        return;
      }
    }
    if (broken.getNestedException() instanceof IOException io
        && !(io instanceof CharConversionException)) {
      throw io;
    }
    var at = broken.getLocation();
    String where =
        at == null ? "" : " (line " + at.getLineNumber() + ", column " + at.getColumnNumber() + ")";
    problems.add(ProblemCode.NOT_WELL_FORMED, path, "The XML is not well-formed" + where + ".");
  }

  private static String path(@Nullable XmlCursor cursor) {
    return cursor == null ? "/" : cursor.path();
  }
}
