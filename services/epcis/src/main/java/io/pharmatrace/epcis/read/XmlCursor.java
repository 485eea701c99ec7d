package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.ProblemCode;
import io.pharmatrace.epcis.ReadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Moves through XML with positions and limits; document types are refused and external entities are
 * never looked up.
 */
final class XmlCursor {
  private final XMLStreamReader reader;
  private final ReadLimits limits;
  private final LimitedInput input;
  private final Deque<XmlLevel> open = new ArrayDeque<>();
  private boolean text;

  XmlCursor(InputStream in, ReadLimits limits) throws XMLStreamException, IOException {
    this.limits = limits;
    this.input = new LimitedInput(in, limits.maxBytes());
    // The JDK's own parser, whatever else is on the class path: its defaults are the ones tested.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    // These count &amp; and &#65; in the whole document too; without a DTD no other entities exist.
    factory.setProperty("jdk.xml.totalEntitySizeLimit", 0);
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", 0);
    // More than 200 attributes are no fault of form; our own limits on tags and values hold.
    factory.setProperty("jdk.xml.elementAttributeLimit", 0);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("external entities are not read");
        });
    input.step(maxStep());
    this.reader = factory.createXMLStreamReader(UnicodeText.xml(input));
    String version = reader.getVersion();
    if (version != null && !version.equals("1.0")) {
      throw new LimitException(
          ProblemCode.VERSION_UNSUPPORTED,
          "The document is in XML " + version + "; EPCIS documents are in XML 1.0.");
    }
  }

  /**
   * Moves to the next start or end of an element.
   *
   * @return false at the end of the document
   */
  boolean next() throws XMLStreamException, LimitException {
    if (!open.isEmpty() && reader.isEndElement()) {
      open.pop();
    }
    text = false;
    while (reader.hasNext()) {
      switch (step()) {
        case XMLStreamConstants.START_ELEMENT -> {
          push();
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return true;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            text = text || !reader.isWhiteSpace();
        case XMLStreamConstants.DTD ->
            throw new LimitException(
                ProblemCode.DTD_FORBIDDEN, "A document type declaration is not allowed.");
        case XMLStreamConstants.ENTITY_REFERENCE -> throw undeclared();
        default -> {
          // Comments and processing instructions say nothing.
        }
      }
    }
    return false;
  }

  /** True if there was text, other than white space, before the element that starts or ends. */
  boolean hadText() {
    return text;
  }

  /** Moves to the end of the element that starts here. */
  void skip() throws XMLStreamException, LimitException {
    int depth = open.size();
    boolean more = next();
    while (more && (isStart() || open.size() > depth)) {
      more = next();
    }
  }

  private int step() throws XMLStreamException {
    input.step(maxStep());
    return reader.next();
  }

  /** A tag with many long attributes, or 64 KB where texts are short; the parser reads ahead. */
  private long maxStep() {
    return Math.max(1 << 16, 16L * limits.maxTextLength());
  }

  private XMLStreamException undeclared() {
    return new XMLStreamException("undeclared entity", reader.getLocation());
  }

  boolean isStart() {
    return reader.isStartElement();
  }

  int depth() {
    return open.size();
  }

  QName name() {
    return reader.getName();
  }

  String localName() {
    return reader.getLocalName();
  }

  String attribute(String localName) {
    String value = reader.getAttributeValue(null, localName);
    return value == null ? "" : value.strip();
  }

  String path() {
    return open.isEmpty() ? "/" : level().path().toString();
  }

  /** Reads the element that starts here, up to and including its end. */
  XmlElement element() throws XMLStreamException, LimitException {
    Deque<XmlElement> parts = new ArrayDeque<>();
    int nodes = 0;
    int base = open.size();
    input.part(limits.maxPartBytes());
    XmlElement current = start(null);
    while (true) {
      switch (step()) {
        case XMLStreamConstants.START_ELEMENT -> {
          push();
          parts.push(current);
          current = start(current);
          nodes += 1 + current.attributes().size();
          if (nodes > limits.maxNodesPerEvent()) {
            throw new LimitException(
                ProblemCode.LIMIT_EVENT_SIZE,
                "One event has more than " + limits.maxNodesPerEvent() + " elements.");
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            append(current);
        case XMLStreamConstants.END_ELEMENT -> {
          if (open.size() == base) {
            input.part(Long.MAX_VALUE);
            return current;
          }
          open.pop();
          XmlElement parent = parts.pop();
          parent.add(current);
          current = parent;
        }
        case XMLStreamConstants.ENTITY_REFERENCE -> throw undeclared();
        default -> {
          // Comments and processing instructions.
        }
      }
    }
  }

  /** The element that starts here, without its content. */
  XmlElement withoutContent() throws LimitException {
    return start(null);
  }

  private void append(XmlElement element) throws LimitException {
    checkLength(element.textLength() + reader.getTextLength());
    element.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
  }

  private void checkLength(int length) throws LimitException {
    if (length > limits.maxTextLength()) {
      throw new LimitException(
          ProblemCode.LIMIT_EVENT_SIZE,
          "A value is longer than " + limits.maxTextLength() + " characters.");
    }
  }

  private XmlElement start(@Nullable XmlElement parent) throws LimitException {
    Map<QName, String> attributes =
        reader.getAttributeCount() == 0 ? Map.of() : new LinkedHashMap<>();
    for (int i = 0; i < reader.getAttributeCount(); i++) {
      checkLength(reader.getAttributeValue(i).length());
      attributes.put(reader.getAttributeName(i), reader.getAttributeValue(i));
    }
    return new XmlElement(
        reader.getName(), level().path(), parent, level().namespaces(), attributes);
  }

  private void push() throws LimitException {
    if (open.size() >= limits.maxDepth()) {
      throw new LimitException(
          ProblemCode.LIMIT_DEPTH, "Nested deeper than " + limits.maxDepth() + " levels.");
    }
    String name = reader.getLocalName();
    XmlLevel parent = open.peek();
    XmlScope namespaces = parent == null ? XmlScope.NONE : parent.namespaces();
    open.push(XmlLevel.of(parent, name, inScope(namespaces)));
  }

  private XmlScope inScope(XmlScope outer) {
    int count = reader.getNamespaceCount();
    if (count == 0) {
      return outer;
    }
    Map<String, String> own = HashMap.newHashMap(count);
    for (int i = 0; i < count; i++) {
      String prefix = reader.getNamespacePrefix(i);
      String uri = reader.getNamespaceURI(i);
      own.put(prefix == null ? "" : prefix, uri == null ? "" : uri);
    }
    return new XmlScope(outer, count == 1 ? Map.copyOf(own) : own);
  }

  private XmlLevel level() {
    return open.getFirst();
  }
}
