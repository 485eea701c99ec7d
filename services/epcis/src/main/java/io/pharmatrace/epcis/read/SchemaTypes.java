package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Extension.Kind;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Types of XML Schema that users' values are declared with, in XML and in JSON-LD. */
final class SchemaTypes {
  static final QName XSI_TYPE =
      new QName(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type", "xsi");

  /** The one prefix of the namespace of XML Schema, in what we keep and write. */
  static final String PREFIX = "xsd:";

  private SchemaTypes() {}

  /** The JSON type that a type of XML Schema amounts to, or null if it says more than that. */
  static @Nullable Kind kind(String type) {
    return switch (type) {
      case "string" -> Kind.TEXT;
      case "boolean" -> Kind.BOOLEAN;
      case "integer", "int", "long", "short", "decimal", "double", "float" -> Kind.NUMBER;
      default -> null;
    };
  }

  /** A value that contradicts its declared type stays a text: it must not break the JSON form. */
  static Kind fitting(Kind declared, String text) {
    boolean fits =
        switch (declared) {
          case BOOLEAN -> text.equals("true") || text.equals("false");
          case NUMBER -> Values.parseNumber(text) != null;
          case TEXT, OBJECT, ATTRIBUTE -> true;
        };
    return fits ? declared : Kind.TEXT;
  }
}
