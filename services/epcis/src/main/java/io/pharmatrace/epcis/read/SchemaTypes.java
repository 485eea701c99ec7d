package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Extension.Kind;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Types of XML Schema that users' values are declared with, in XML and in JSON-LD. */
final class SchemaTypes {
  static final QName XSI_TYPE =
      new QName(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type", "xsi");

  /** The one prefix of the namespace of XML Schema, in what we keep and write. */
  static final String PREFIX = "xsd:";

  /** What JSON-LD puts before the names of the types. */
  private static final String IRI = XMLConstants.W3C_XML_SCHEMA_NS_URI + "#";

  /** The built-in types (XML Schema Part 2, section 3) that have one text as their value. */
  private static final Set<String> BUILT_IN =
      Set.of(
          ("string boolean decimal float double duration dateTime time date gYearMonth gYear"
                  + " gMonthDay gDay gMonth hexBinary base64Binary anyURI normalizedString token"
                  + " language NMTOKEN Name NCName integer nonPositiveInteger negativeInteger long int"
                  + " short byte nonNegativeInteger unsignedLong unsignedInt unsignedShort"
                  + " unsignedByte positiveInteger dayTimeDuration yearMonthDuration dateTimeStamp")
              .split(" "));

  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");

  private SchemaTypes() {}

  /** The name of a built-in type that an IRI stands for, or null. */
  static @Nullable String ofIri(String iri) {
    String local = iri.startsWith(IRI) ? iri.substring(IRI.length()) : "";
    return BUILT_IN.contains(local) ? local : null;
  }

  /**
   * The JSON type that keeps both value and type: the writer gives whole numbers the type integer,
   * others decimal. Null for what says more than that, or contradicts its type: it stays as it is.
   */
  static @Nullable Kind kind(String type, String text) {
    boolean whole = INTEGER.matcher(text).matches();
    return switch (type) {
      case "string" -> Kind.TEXT;
      case "boolean" -> text.equals("true") || text.equals("false") ? Kind.BOOLEAN : null;
      case "integer" -> whole && isNumber(text) ? Kind.NUMBER : null;
      case "decimal" -> isFraction(text) ? Kind.NUMBER : null;
      default -> null;
    };
  }

  private static boolean isNumber(String text) {
    return Literals.number(text) != null;
  }

  private static boolean isFraction(String text) {
    BigDecimal number =
        text.indexOf('e') < 0 && text.indexOf('E') < 0 ? Literals.number(text) : null;
    return number != null && number.stripTrailingZeros().scale() > 0;
  }
}
