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
  private final XmlPath path;
  private final XmlScope namespaces;
  private final Map<QName, String> attributes;
  private final boolean foreign;
  // Most elements have few of these: an event of many elements must not fill the memory with room.
  private List<XmlElement> children = List.of();
  private List<String> strays = List.of();
  private @Nullable StringBuilder text;
  private boolean textAfterChild;
  private boolean wrapped;

  /**
   * An element that is still empty.
   *
   * @param parent null for the outermost that is read
   */
  XmlElement(
      QName name,
      XmlPath path,
      @Nullable XmlElement parent,
      XmlScope namespaces,
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
    parent.children = List.of(child);
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
    return path.toString();
  }

  /** Prefixes in scope. */
  XmlScope namespaces() {
    return namespaces;
  }

  Map<QName, String> attributes() {
    return attributes;
  }

  List<XmlElement> children() {
    return children;
  }

  /** All text directly inside, with its white space. */
  String text() {
    return text == null ? "" : text.toString();
  }

  int textLength() {
    return text == null ? 0 : text.length();
  }

  /** Takes further text. */
  void append(char[] characters, int start, int length) {
    if (text == null) {
      text = new StringBuilder(length);
    }
    text.append(characters, start, length);
    textAfterChild |= !children.isEmpty() && !new String(characters, start, length).isBlank();
  }

  /** True if some of the text stands behind an element, so that its place matters. */
  boolean hasTextAfterChild() {
    return textAfterChild;
  }

  /** True if there was a wrapper inside, even an empty one. */
  boolean isWrapped() {
    return wrapped;
  }

  /** Paths of what wrappers held besides elements. */
  List<String> strays() {
    return strays;
  }

  /** Takes a child that is complete. */
  void add(XmlElement child) {
    if (!child.isWrapper()) {
      children = with(children, List.of(child));
      return;
    }
    wrapped = true;
    children = with(children, child.children);
    List<String> more = new ArrayList<>(child.strays);
    child.attributes.keySet().forEach(attribute -> more.add(child.path(attribute)));
    if (!child.text().isBlank()) {
      more.add(child.path + "/text()");
    }
    strays = with(strays, more);
  }

  /** The path of an attribute. */
  String path(QName attribute) {
    String prefix = attribute.getPrefix();
    return path + "/@" + (prefix.isEmpty() ? "" : prefix + ":") + attribute.getLocalPart();
  }

  private static <T> List<T> with(List<T> list, List<T> more) {
    if (more.isEmpty()) {
      return list;
    }
    List<T> result = list instanceof ArrayList<T> grown ? grown : new ArrayList<>(2);
    result.addAll(more);
    return result;
  }

  private boolean isWrapper() {
    return !foreign && (localName().equals("extension") || localName().equals("baseExtension"));
  }
}
