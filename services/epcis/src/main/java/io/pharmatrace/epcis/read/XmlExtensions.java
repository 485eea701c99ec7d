package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Extension.Kind;
import io.pharmatrace.epcis.write.XmlChars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** XML elements of users as extensions. */
final class XmlExtensions {

  private XmlExtensions() {}

  /**
   * The element with all that is inside. White space belongs to a value, but beside other elements
   * it only makes a document look better.
   */
  static Extension of(XmlElement element) {
    List<Extension> inside = new ArrayList<>();
    boolean hasChildren = !element.children().isEmpty();
    String text = element.text();
    text = hasChildren ? text.strip() : text;
    Kind kind = Kind.TEXT;
    for (Map.Entry<QName, String> attribute : element.attributes().entrySet()) {
      boolean isType = attribute.getKey().equals(SchemaTypes.XSI_TYPE);
      String value =
          isType ? schemaType(element, attribute.getValue().strip()) : attribute.getValue();
      Kind declared =
          isType && !hasChildren && value.startsWith(SchemaTypes.PREFIX)
              ? SchemaTypes.kind(value.substring(SchemaTypes.PREFIX.length()), text.strip())
              : null;
      if (declared == null) {
        inside.add(new Extension(name(attribute.getKey()), Kind.ATTRIBUTE, value, List.of()));
      } else {
        kind = declared;
      }
    }
    element.children().forEach(child -> inside.add(of(child)));
    if (!inside.isEmpty()) {
      return new Extension(name(element.name()), Kind.OBJECT, text, inside);
    }
    String value = kind == Kind.TEXT ? text : text.strip();
    return new Extension(name(element.name()), kind, value, List.of());
  }

  /** A JSON name that XML could not hold is itself again. */
  static QName name(QName name) {
    return new QName(
        name.getNamespaceURI(), XmlChars.originalName(name.getLocalPart()), name.getPrefix());
  }

  /**
   * Types of XML Schema have one prefix, whatever the document calls it: the same value must have
   * the same hash.
   */
  private static String schemaType(XmlElement element, String type) {
    int colon = type.indexOf(':');
    String namespace = element.namespaces().uri(colon < 0 ? "" : type.substring(0, colon));
    return XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(namespace)
        ? SchemaTypes.PREFIX + type.substring(colon + 1)
        : type;
  }
}
