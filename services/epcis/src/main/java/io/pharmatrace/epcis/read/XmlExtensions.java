package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Extension.Kind;
import io.pharmatrace.epcis.write.XmlChars;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** XML elements of users as extensions. */
final class XmlExtensions {

  private static final QName XSI_TYPE =
      new QName(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type", "xsi");

  private XmlExtensions() {}

  static Extension of(XmlElement element) {
    List<Extension> inside = new ArrayList<>();
    Kind kind = Kind.TEXT;
    for (Map.Entry<QName, String> attribute : element.attributes().entrySet()) {
      Kind declared =
          attribute.getKey().equals(XSI_TYPE)
              ? schemaKind(element, attribute.getValue().strip())
              : null;
      if (declared == null) {
        inside.add(
            new Extension(
                name(attribute.getKey()), Kind.ATTRIBUTE, attribute.getValue(), List.of()));
      } else {
        kind = declared;
      }
    }
    element.children().forEach(child -> inside.add(of(child)));
    String text = element.text().toString().strip();
    if (!inside.isEmpty()) {
      return new Extension(name(element.name()), Kind.OBJECT, text, inside);
    }
    return new Extension(name(element.name()), fitting(kind, text), text, List.of());
  }

  /** A JSON name that XML could not hold is itself again. */
  static QName name(QName name) {
    return new QName(
        name.getNamespaceURI(), XmlChars.originalName(name.getLocalPart()), name.getPrefix());
  }

  /** The JSON type that an XML Schema type amounts to, or null if it says more than that. */
  private static @Nullable Kind schemaKind(XmlElement element, String type) {
    int colon = type.indexOf(':');
    String namespace = element.namespaces().get(colon < 0 ? "" : type.substring(0, colon));
    if (!XMLConstants.W3C_XML_SCHEMA_NS_URI.equals(namespace)) {
      return null;
    }
    return switch (type.substring(colon + 1)) {
      case "string" -> Kind.TEXT;
      case "boolean" -> Kind.BOOLEAN;
      case "integer", "int", "long", "short", "decimal", "double", "float" -> Kind.NUMBER;
      default -> null;
    };
  }

  // A value that contradicts its declared type stays a text: it must not break the JSON form.
  private static Kind fitting(Kind declared, String text) {
    boolean fits =
        switch (declared) {
          case BOOLEAN -> text.equals("true") || text.equals("false");
          case NUMBER -> Values.parseNumber(text) != null;
          case TEXT, OBJECT, ATTRIBUTE -> true;
        };
    return fits ? declared : Kind.TEXT;
  }
}
