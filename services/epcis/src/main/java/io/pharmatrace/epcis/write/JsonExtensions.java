package io.pharmatrace.epcis.write;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pharmatrace.epcis.Extension;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** Extensions as JSON members; fields of one name become an array. */
final class JsonExtensions {
  private static final QName TYPE = new QName(XmlOut.XSI, "type");
  private static final QName LANGUAGE = new QName(XMLConstants.XML_NS_URI, "lang");

  private final JsonGenerator out;
  private final Prefixes prefixes;

  JsonExtensions(JsonGenerator out, Prefixes prefixes) {
    this.out = out;
    this.prefixes = prefixes;
  }

  /** Writes the members into the object that is open. */
  void members(List<Extension> fields) throws IOException {
    Map<String, List<Extension>> byName = new LinkedHashMap<>();
    for (Extension field : fields) {
      byName.computeIfAbsent(prefixes.name(field.name()), n -> new ArrayList<>()).add(field);
    }
    for (Map.Entry<String, List<Extension>> entry : byName.entrySet()) {
      out.writeFieldName(entry.getKey());
      List<Extension> values = entry.getValue();
      if (values.size() == 1) {
        value(values.getFirst());
      } else {
        out.writeStartArray();
        for (Extension value : values) {
          value(value);
        }
        out.writeEndArray();
      }
    }
  }

  private void value(Extension field) throws IOException {
    switch (field.kind()) {
      case TEXT, ATTRIBUTE -> out.writeString(field.text());
      case NUMBER -> out.writeNumber(plain(new BigDecimal(field.text())));
      case BOOLEAN -> out.writeBoolean(field.text().equals("true"));
      case OBJECT -> {
        out.writeStartObject();
        if (isLiteral(field)) {
          literal(field);
          out.writeEndObject();
          return;
        }
        if (!field.text().isEmpty()) {
          out.writeStringField("#text", field.text());
        }
        members(field.children());
        out.writeEndObject();
      }
    }
  }

  /** A text with nothing but a type or a language is a value object (JSON-LD 1.1 section 9.5). */
  static boolean isLiteral(Extension field) {
    return field.children().size() == 1
        && field.children().stream()
            .allMatch(
                child ->
                    child.kind() == Extension.Kind.ATTRIBUTE
                        && (child.name().equals(LANGUAGE)
                            || (child.name().equals(TYPE) && child.text().startsWith("xsd:"))));
  }

  private void literal(Extension field) throws IOException {
    out.writeStringField("@value", field.text());
    for (Extension about : field.children()) {
      out.writeStringField(about.name().equals(TYPE) ? "@type" : "@language", about.text());
    }
  }

  /** A number in plain notation without superfluous zeros. */
  static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
