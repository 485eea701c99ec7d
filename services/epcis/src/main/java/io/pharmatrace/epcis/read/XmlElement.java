package io.pharmatrace.epcis.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

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
  private final boolean foreign;
  private final List<XmlElement> children = new ArrayList<>();
  private final List<String> strays = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  /**
   * An element that is still empty.
   *
   * @param parent null for the outermost that is read
   */
  XmlElement(
      QName name,
      String path,
      @Nullable XmlElement parent,
      Map<String, String> namespaces,
      Map<QName, String> attributes) {
    this.name = name;
    // What is inside a user's element, or in a value of master data, is the user's own.
    this.foreign =
        (parent != null && (parent.foreign || parent.localName().equals("attribute")))
            || !(isStandard() || XmlRules.isEpcis(name.getNamespaceURI()));
    this.path = path;
    this.namespaces = namespaces;
    this.attributes = attributes;
  }

  /** A nameless parent of one element, where an element must be looked up by its name. */
  static XmlElement holder(XmlElement child) {
    XmlElement parent =
        new XmlElement(new QName("holder"), child.path, null, child.namespaces, Map.of());
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

  /** Paths of what wrappers held besides elements. */
  List<String> strays() {
    return strays;
  }

  /** Takes a child that is complete. */
  void add(XmlElement child) {
    if (child.isWrapper()) {
      children.addAll(child.children);
      strays.addAll(child.strays);
      child.attributes.keySet().forEach(name -> strays.add(child.path(name)));
      if (!child.text.toString().isBlank()) {
        strays.add(child.path + "/text()");
      }
    } else {
      children.add(child);
    }
  }

  /** The path of an attribute. */
  String path(QName attribute) {
    String prefix = attribute.getPrefix();
    return path + "/@" + (prefix.isEmpty() ? "" : prefix + ":") + attribute.getLocalPart();
  }

  private boolean isWrapper() {
    return !foreign && (localName().equals("extension") || localName().equals("baseExtension"));
  }
}
