package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventSink;
import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.ReadLimits;
import io.pharmatrace.epcis.StreamResult;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.CharacterCodingException;
import java.util.HashSet;
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

  private static final String LIST = XmlStructure.LIST;

  private final ReadLimits limits;
  private final EventSink sink;
  private final Problems problems;
  private final XmlEnvelope envelope;
  private Envelope.Kind kind = Envelope.Kind.DOCUMENT;
  private int events;

  public XmlDocumentReader(ReadLimits limits, EventSink sink) {
    this.limits = limits;
    this.sink = sink;
    this.problems = new Problems(limits.maxProblems());
    this.envelope = new XmlEnvelope(problems);
  }

  /**
   * Reads to the end or to where it is impossible to go on. Does not close the stream.
   *
   * @throws IOException if the stream itself fails
   */
  public StreamResult read(InputStream in) throws IOException {
    XmlCursor cursor = null;
    try {
      cursor = new XmlCursor(in, limits);
      if (cursor.next()) {
        root(cursor);
      }
    } catch (LimitException limit) {
      problems.add(limit.code(), path(cursor), String.valueOf(limit.getMessage()));
    } catch (CharacterCodingException | UnsupportedEncodingException broken) {
      problems.add(ProblemCode.NOT_WELL_FORMED, "/", "The bytes are not in the encoding they say.");
    } catch (XMLStreamException broken) {
      broken(broken, path(cursor));
    }
    return new StreamResult(envelope.build(), events, problems.found());
  }

  private void root(XmlCursor cursor) throws XMLStreamException, LimitException {
    String name = cursor.localName();
    String namespace = cursor.name().getNamespaceURI();
    Envelope.Kind found = XmlStructure.kind(name, namespace);
    if (found != null) {
      kind = found;
      envelope.document(kind, cursor);
      inside(cursor, name);
      cursor.next();
    } else if (EVENT_TYPES.contains(name) && XmlStructure.mayHaveEvent(namespace)) {
      envelope.bare();
      event(cursor, name);
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

  /** Goes through the children of an element that is not read whole. */
  private void inside(XmlCursor cursor, String level) throws XMLStreamException, LimitException {
    String path = cursor.path();
    Set<String> seen = new HashSet<>();
    while (!problems.isFull() && cursor.next()) {
      if (cursor.hadText()) {
        problems.add(ProblemCode.FIELD_UNKNOWN, path + "/text()", Problems.NO_SUCH_FIELD);
      }
      if (!cursor.isStart()) {
        for (String name : XmlStructure.missing(level, kind, seen)) {
          problems.add(ProblemCode.FIELD_MISSING, path + "/" + name, name + " is missing.");
        }
        return;
      }
      if (level.equals(LIST)) {
        listed(cursor);
      } else if (!XmlStructure.isKnown(level, kind, cursor.name())) {
        other(level, cursor);
      } else if (!seen.add(cursor.localName())) {
        problems.add(ProblemCode.FIELD_DUPLICATE, cursor.path(), Problems.TWICE);
        cursor.skip();
      } else {
        known(cursor);
      }
    }
  }

  private void known(XmlCursor cursor) throws XMLStreamException, LimitException {
    String name = cursor.localName();
    switch (name) {
      case "EPCISHeader" -> envelope.header(cursor.element());
      case "queryName", "subscriptionID" -> envelope.query(cursor.element());
      case "VocabularyList" -> envelope.masterData(cursor.element());
      default -> {
        envelope.noAttributes(cursor);
        inside(cursor, name);
      }
    }
  }

  /** EPCIS 1.x wraps the events that came later in "extension". */
  private void listed(XmlCursor cursor) throws XMLStreamException, LimitException {
    String namespace = cursor.name().getNamespaceURI();
    if (namespace.isEmpty() && cursor.localName().equals("extension")) {
      envelope.noAttributes(cursor);
      inside(cursor, LIST);
    } else {
      event(cursor, namespace.isEmpty() ? cursor.localName() : cursor.name().toString());
    }
  }

  /** Users' elements are kept where the schema has a place for them. */
  private void other(String level, XmlCursor cursor) throws XMLStreamException, LimitException {
    String namespace = cursor.name().getNamespaceURI();
    if (namespace.isEmpty() && cursor.localName().equals("extension")) {
      envelope.noAttributes(cursor);
      inside(cursor, "extension");
    } else if (namespace.isEmpty()
        || XmlRules.isEpcis(namespace)
        || level.equals("resultsBody")
        || level.equals("extension")) {
      problems.add(ProblemCode.FIELD_UNKNOWN, cursor.path(), Problems.NO_SUCH_FIELD);
      cursor.skip();
    } else {
      envelope.foreign(cursor.element());
    }
  }

  private void event(XmlCursor cursor, String type) throws XMLStreamException, LimitException {
    if (events >= limits.maxEvents()) {
      throw new LimitException(
          ProblemCode.LIMIT_EVENTS, "More than " + limits.maxEvents() + " events.");
    }
    int index = events++;
    XmlElement element = cursor.element();
    EventAssembler assembler = new EventAssembler(new XmlFields(element), limits.maxProblems());
    EpcisEvent event = assembler.assemble(type);
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
        && !(io instanceof CharConversionException)
        && !(io instanceof CharacterCodingException)) {
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
