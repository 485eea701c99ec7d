package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Extension.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** JSON members of users as extensions. */
final class JsonExtensions {

  private static final QName LANG = new QName(XMLConstants.XML_NS_URI, "lang", "xml");

  private JsonExtensions() {}

  /** Adds a member: nothing for null, several fields for an array. */
  static void add(String member, Json value, JsonContext context, List<Extension> to) {
    QName name = name(member, context);
    switch (value) {
      case Json.Text(var text) -> to.add(Extension.text(name, text));
      case Json.Num(var text) -> {
        Kind kind = Literals.number(text) == null ? Kind.TEXT : Kind.NUMBER;
        to.add(new Extension(name, kind, text, List.of()));
      }
      case Json.Bool(var bool) ->
          to.add(new Extension(name, Kind.BOOLEAN, String.valueOf(bool), List.of()));
      case Json.Arr(var elements) -> elements.forEach(element -> add(member, element, context, to));
      case Json.Obj(var members) -> {
        Json list = JsonKeywords.list(members);
        if (list != null) {
          add(member, list, context, to);
        } else if (members.containsKey(JsonKeywords.VALUE)) {
          literal(member, members, context, to);
        } else {
          to.add(object(name, members, context));
        }
      }
      case Json.Nul n -> {
        // JSON-LD: null is the same as not there.
      }
    }
  }

  /** A value object (JSON-LD 1.1 section 9.5): its value, as {@code xsi:type} has it in XML. */
  private static void literal(
      String member, Map<String, Json> members, JsonContext outer, List<Extension> to) {
    Json own = members.get(JsonKeywords.CONTEXT);
    JsonContext context = own == null ? outer : outer.with(own);
    Json value = members.get(JsonKeywords.VALUE);
    List<Extension> about = new ArrayList<>();
    Kind kind = null;
    String text = value == null ? "" : plain(value);
    if (members.get(JsonKeywords.TYPE) instanceof Json.Text(var type)) {
      String local = Objects.requireNonNullElse(SchemaTypes.ofIri(context.expand(type)), "string");
      kind = SchemaTypes.kind(local, text);
      if (kind == null) {
        String name = SchemaTypes.PREFIX + local;
        about.add(new Extension(SchemaTypes.XSI_TYPE, Kind.ATTRIBUTE, name, List.of()));
      }
    }
    if (members.get(JsonKeywords.LANGUAGE) instanceof Json.Text(var language)) {
      about.add(new Extension(LANG, Kind.ATTRIBUTE, language, List.of()));
    }
    if (value == null || (kind == null && about.isEmpty())) {
      add(member, value == null ? new Json.Nul() : value, context, to);
      return;
    }
    QName name = name(member, outer);
    to.add(
        about.isEmpty() && kind != null
            ? new Extension(name, kind, text, List.of())
            : new Extension(name, Kind.OBJECT, text, about));
  }

  private static Extension object(QName name, Map<String, Json> members, JsonContext outer) {
    Json own = members.get(JsonKeywords.CONTEXT);
    JsonContext context = own == null ? outer : outer.with(own);
    StringBuilder text = new StringBuilder();
    List<Extension> children = new ArrayList<>();
    members.forEach(
        (member, value) -> {
          if (member.equals(JsonKeywords.TEXT)) {
            text.append(plain(value));
          } else if (!member.equals(JsonKeywords.CONTEXT)) {
            add(member, value, context, children);
          }
        });
    return new Extension(name, Kind.OBJECT, text.toString(), children);
  }

  // The EPCIS context calls @id and @type "id" and "type".
  private static QName name(String member, JsonContext context) {
    return member.startsWith("@") ? new QName("", member.substring(1)) : context.name(member);
  }

  private static String plain(Json value) {
    return switch (value) {
      case Json.Text(var text) -> text;
      case Json.Num(var text) -> text;
      case Json.Bool(var bool) -> String.valueOf(bool);
      case Json.Obj o -> "";
      case Json.Arr a -> "";
      case Json.Nul n -> "";
    };
  }
}
