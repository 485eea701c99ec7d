package io.pharmatrace.epcis.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;

/**
 * One XML element in memory.
 *
 * <p>The {@code extension} and {@code baseExtension} wrappers of EPCIS 1.x are gone: their contents
 * stand where the wrapper stood, as EPCIS 2.0 has them.
 */
final class XmlElement {
  private final QName name;
  private final String path;
  private final Map<String, String> namespaces;
  private final Map<QName, String> attributes;
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  XmlElement(
      QName name, String path, Map<String, String> namespaces, Map<QName, String> attributes) {
    this.name = name;
    this.path = path;
    this.namespaces = namespaces;
    this.attributes = attributes;
  }

  /** A nameless parent of one element, where an element must be looked up by its name. */
  static XmlElement holder(XmlElement child) {
    XmlElement parent = new XmlElement(new QName("holder"), child.path, child.namespaces, Map.of());
    parent.children.add(child);
    return parent;
  }

  QName name() {
    return name;
  }

  String localName() {
    return name.getLocalPart();
  }

  boolean isStandard() {
    return name.getNamespaceURI().isEmpty();
  }

  String path() {
    return path;
  }

  /** Prefixes in scope. */
  Map<String, String> namespaces() {
    return namespaces;
  }

  Map<QName, String> attributes() {
    return attributes;
  }

  List<XmlElement> children() {
    return children;
  }

  StringBuilder text() {
    return text;
  }

  /** Takes a child that is complete. */
  void add(XmlElement child) {
    if (child.isWrapper() && isStandardPart()) {
      children.addAll(child.children);
    } else {
      children.add(child);
    }
  }

  private boolean isWrapper() {
    return isStandard() && (localName().equals("extension") || localName().equals("baseExtension"));
  }

  // Inside a user's element a child called "extension" is the user's own.
  private boolean isStandardPart() {
    return isStandard() || name.getNamespaceURI().startsWith("urn:epcglobal:");
  }
}
