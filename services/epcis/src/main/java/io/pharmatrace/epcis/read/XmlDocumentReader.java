package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventSink;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.ReadLimits;
import io.pharmatrace.epcis.StreamResult;
import java.io.IOException;
import java.io.InputStream;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Streams the events of an XML document, version 1.x or 2.x. Use a new one for each document. */
public final class XmlDocumentReader {

  static final Set<String> EVENT_TYPES =
      Set.of(
          "ObjectEvent",
          "AggregationEvent",
          "TransactionEvent",
          "TransformationEvent",
          "AssociationEvent");

  private final ReadLimits limits;
  private final EventSink sink;
  private final Problems problems;
  private Envelope.Kind kind = Envelope.Kind.DOCUMENT;
  private @Nullable String schemaVersion;
  private @Nullable OffsetDateTime creationDate;
  private List<Extension> header = List.of();
  private @Nullable String queryName;
  private @Nullable String subscriptionId;
  private int events;

  public XmlDocumentReader(ReadLimits limits, EventSink sink) {
    this.limits = limits;
    this.sink = sink;
    this.problems = new Problems(limits.maxProblems());
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
    Envelope envelope =
        new Envelope(kind, schemaVersion, creationDate, header, queryName, subscriptionId);
    return new StreamResult(envelope, events, problems.found());
  }

  private void root(XmlCursor cursor) throws XMLStreamException, LimitException {
    String name = cursor.localName();
    switch (name) {
      case "EPCISDocument" -> document(cursor);
      case "EPCISQueryDocument" -> {
        kind = Envelope.Kind.QUERY_DOCUMENT;
        document(cursor);
      }
      default -> {
        kind = Envelope.Kind.BARE_EVENT;
        if (EVENT_TYPES.contains(name)) {
          event(cursor);
        } else {
          problems.add(
              ProblemCode.NOT_EPCIS,
              cursor.path(),
              "The root element is "
                  + Problems.quote(name)
                  + "; expected EPCISDocument, EPCISQueryDocument or an event.");
        }
      }
    }
  }

  private void document(XmlCursor cursor) throws XMLStreamException, LimitException {
    schemaVersion = cursor.attribute("schemaVersion");
    if (!schemaVersion.startsWith("1.")
        && !schemaVersion.equals("1")
        && !schemaVersion.startsWith("2.")
        && !schemaVersion.equals("2")) {
      problems.add(
          ProblemCode.VERSION_UNSUPPORTED,
          cursor.path() + "/@schemaVersion",
          "Schema version " + Problems.quote(schemaVersion) + " is neither 1.x nor 2.x.");
    }
    String created = cursor.attribute("creationDate");
    if (!created.isEmpty()) {
      creationDate = Values.parseTime(created).orElse(null);
      if (creationDate == null) {
        problems.add(
            ProblemCode.TIME_INVALID,
            cursor.path() + "/@creationDate",
            Problems.quote(created) + " is no date and time with offset.");
      }
    }
    boolean body = false;
    boolean inList = false;
    while (cursor.next() && !problems.isFull()) {
      String name = cursor.localName();
      if (!cursor.isStart()) {
        inList = inList && !name.equals("EventList");
      } else if (inList) {
        // The list may wrap events that EPCIS 1.x did not have in "extension".
        if (!name.equals("extension")) {
          event(cursor);
        }
      } else {
        switch (name) {
          case "EPCISHeader" -> header = new XmlFields(cursor.element()).all();
          case "EPCISBody" -> body = true;
          case "EventList" -> inList = true;
          case "queryName" -> queryName = cursor.element().text().toString().strip();
          case "subscriptionID" -> subscriptionId = cursor.element().text().toString().strip();
          default -> {
            // Levels between the body and the list: QueryResults, resultsBody and their like.
          }
        }
      }
    }
    if (!body && problems.isEmpty()) {
      problems.add(ProblemCode.FIELD_MISSING, cursor.path(), "EPCISBody is missing.");
    }
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
        && !(io instanceof java.io.CharConversionException)) {
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
