package io.pharmatrace.platform;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the small XML answers that the OpenAPI description of EPCIS 2.0 names beside events: one
 * element of the standard's namespace that holds others without one. Of one thread.
 */
public final class XmlAnswer {
  private static final String NAMESPACE = "urn:epcglobal:epcis:xsd:2";

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  /** Begins the answer with its root element. */
  public XmlAnswer(String root) {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("epcis", root, NAMESPACE);
      xml.writeNamespace("epcis", NAMESPACE);
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** An attribute of the element that was begun last. */
  public XmlAnswer attribute(String name, Object value) {
    try {
      xml.writeAttribute(name, clean(value));
      return this;
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** Begins an element that holds others. */
  public XmlAnswer begin(String name) {
    try {
      xml.writeStartElement(name);
      return this;
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** Ends the element that was begun last. */
  public XmlAnswer end() {
    try {
      xml.writeEndElement();
      return this;
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** An element that holds text. */
  public XmlAnswer element(String name, Object value) {
    begin(name);
    try {
      xml.writeCharacters(clean(value));
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
    return end();
  }

  /** Ends everything; the document as text, to be sent in UTF-8. */
  public String document() {
    try {
      xml.writeEndDocument();
      xml.close();
      return text.toString();
    } catch (XMLStreamException e) {
      throw impossible(e);
    }
  }

  /** What a caller sent may hold characters that XML has not (XML 1.0 section 2.2). */
  private static String clean(Object value) {
    return value
        .toString()
        .replaceAll("[^\\t\\n\\r -\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
  }

  private static IllegalStateException impossible(XMLStreamException e) {
    return new IllegalStateException("writing to memory does not fail", e);
  }
}
