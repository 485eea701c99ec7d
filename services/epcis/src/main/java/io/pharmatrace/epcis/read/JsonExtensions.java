package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Extension.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** JSON members of users as extensions. */
final class JsonExtensions {

  private static final QName XSI_TYPE =
      new QName(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type", "xsi");

  private JsonExtensions() {}

  /** Adds a member: nothing for null, several fields for an array. */
  static void add(String member, Json value, JsonContext context, List<Extension> to) {
    QName name = name(member, context);
    switch (value) {
      case Json.Text(var text) -> to.add(Extension.text(name, text));
      case Json.Num(var text) -> {
        Kind kind = Values.parseNumber(text) == null ? Kind.TEXT : Kind.NUMBER;
        to.add(new Extension(name, kind, text, List.of()));
      }
      case Json.Bool(var bool) ->
          to.add(new Extension(name, Kind.BOOLEAN, String.valueOf(bool), List.of()));
      case Json.Arr(var elements) -> elements.forEach(element -> add(member, element, context, to));
      case Json.Obj(var members) -> to.add(object(name, members, context));
      case Json.Nul n -> {
        // JSON-LD: null is the same as not there.
      }
    }
  }

  private static Extension object(QName name, Map<String, Json> members, JsonContext outer) {
    Json own = members.get("@context");
    JsonContext context = own == null ? outer : outer.with(own);
    boolean literal = members.containsKey("@value");
    StringBuilder text = new StringBuilder();
    List<Extension> children = new ArrayList<>();
    members.forEach(
        (member, value) -> {
          if (member.equals("#text") || member.equals("@value")) {
            text.append(plain(value));
          } else if (literal && member.equals("@type") && value instanceof Json.Text(var type)) {
            children.add(new Extension(XSI_TYPE, Kind.ATTRIBUTE, type, List.of()));
          } else if (!member.equals("@context")) {
            add(member, value, context, children);
          }
        });
    return new Extension(name, Kind.OBJECT, text.toString().strip(), children);
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
