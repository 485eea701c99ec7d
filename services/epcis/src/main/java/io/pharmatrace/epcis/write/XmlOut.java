package io.pharmatrace.epcis.write;

import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Extension.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Elements of the standard and of users, with their prefixes. */
final class XmlOut {
  static final String XSI = XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI;
  static final String XSD = XMLConstants.W3C_XML_SCHEMA_NS_URI;

  private final XmlSink out;
  private Prefixes prefixes;
  private final List<String> pending = new ArrayList<>();

  XmlOut(XmlSink out, Prefixes prefixes) {
    this.out = out;
    this.prefixes = prefixes;
  }

  /** Something that writes. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /** From here on names take these prefixes. */
  void prefixes(Prefixes current) {
    this.prefixes = current;
  }

  /** An element around what the step writes, or nothing if it writes nothing. */
  void optional(String name, Step inside) throws IOException {
    pending.add(name);
    int level = pending.size();
    inside.run();
    if (pending.size() == level) {
      pending.removeLast();
    } else {
      end();
    }
  }

  void start(String name) throws IOException {
    for (String outer : pending) {
      out.start(outer);
    }
    pending.clear();
    out.start(name);
  }

  void end() throws IOException {
    out.end();
  }

  void flush() throws IOException {
    out.flush();
  }

  void declare(Map<String, String> namespaces) throws IOException {
    for (Map.Entry<String, String> entry : namespaces.entrySet()) {
      out.attribute("xmlns:" + entry.getKey(), entry.getValue());
    }
  }

  /** Declares what {@code xsi:type} needs. */
  void declareSchema() throws IOException {
    out.attribute("xmlns:xsi", XSI);
    out.attribute("xmlns:xsd", XSD);
  }

  void attribute(String name, String value) throws IOException {
    out.attribute(name, value);
  }

  void characters(String text) throws IOException {
    out.text(text);
  }

  /** An element with text, or nothing if there is no value. */
  void text(String name, @Nullable String value) throws IOException {
    if (value != null) {
      start(name);
      out.text(value);
      out.end();
    }
  }

  /** Those extensions that are attributes; call before anything is inside the element. */
  void attributes(List<Extension> fields) throws IOException {
    for (Extension field : fields) {
      if (field.kind() == Kind.ATTRIBUTE) {
        out.attribute(name(field.name()), field.text());
      }
    }
  }

  /** Those extensions that are elements. */
  void elements(List<Extension> fields) throws IOException {
    for (Extension field : fields) {
      if (field.kind() != Kind.ATTRIBUTE) {
        element(field);
      }
    }
  }

  /**
   * Extensions of an element that the schema lets have attributes only: every single text becomes
   * one; what is typed, repeated or an object has no choice but to be an element.
   */
  void attributesFirst(List<Extension> fields) throws IOException {
    Set<QName> written = new HashSet<>();
    List<Extension> rest = new ArrayList<>();
    for (Extension field : fields) {
      boolean text = field.kind() == Kind.TEXT || field.kind() == Kind.ATTRIBUTE;
      if (text && !field.name().getNamespaceURI().isEmpty() && written.add(field.name())) {
        out.attribute(name(field.name()), field.text());
      } else {
        rest.add(field);
      }
    }
    for (Extension field : rest) {
      element(field);
    }
  }

  /** What is inside an element whose own name is written already. */
  void content(Extension field) throws IOException {
    switch (field.kind()) {
      case NUMBER ->
          out.attribute("xsi:type", isWhole(field.text()) ? "xsd:integer" : "xsd:decimal");
      case BOOLEAN -> out.attribute("xsi:type", "xsd:boolean");
      case TEXT, OBJECT, ATTRIBUTE -> attributes(field.children());
    }
    out.text(
        field.kind() == Kind.NUMBER
            ? JsonExtensions.plain(new BigDecimal(field.text()))
            : field.text());
    elements(field.children());
  }

  /** The reader takes back both types as numbers, a fraction without digits as none. */
  private static boolean isWhole(String number) {
    return new BigDecimal(number).stripTrailingZeros().scale() <= 0;
  }

  private void element(Extension field) throws IOException {
    start(name(field.name()));
    content(field);
    out.end();
  }

  private String name(QName name) {
    String local = XmlChars.name(name.getLocalPart());
    String namespace = name.getNamespaceURI();
    return namespace.isEmpty() ? local : prefixes.prefix(namespace) + ":" + local;
  }
}
