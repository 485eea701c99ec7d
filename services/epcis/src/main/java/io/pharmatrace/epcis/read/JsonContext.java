package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Ilmd;
import java.util.HashMap;
import java.util.Map;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The part of a JSON-LD {@code @context} that gives names: prefixes and terms declared in the
 * document, on top of those of the EPCIS context. Remote contexts are never fetched. Immutable.
 */
final class JsonContext {

  /** The prefixes of the EPCIS 2.0 context, and nothing else. */
  static final JsonContext STANDARD =
      new JsonContext(
          Map.of(
              "epcis", "https://ref.gs1.org/epcis/",
              "cbv", "https://ref.gs1.org/cbv/",
              // The context appends a colon; XML documents do not, and both must give one event.
              "cbvmda", Ilmd.CBV_MDA,
              "gs1", "https://gs1.org/voc/",
              "rdfs", "http://www.w3.org/2000/01/rdf-schema#",
              "owl", "http://www.w3.org/2002/07/owl#",
              "xsd", "http://www.w3.org/2001/XMLSchema#",
              "dcterms", "http://purl.org/dc/terms/"));

  private final Map<String, String> iris;

  private JsonContext(Map<String, String> iris) {
    this.iris = iris;
  }

  /** This context with the declarations of a further one. */
  JsonContext with(Json context) {
    Map<String, String> merged = new HashMap<>(iris);
    declare(context, merged);
    return new JsonContext(Map.copyOf(merged));
  }

  /** True for a name without prefix that the document itself gives a meaning. */
  boolean isTerm(String name) {
    return iris.containsKey(name);
  }

  /** The full name behind a member name; without a namespace if nothing gives it one. */
  QName name(String member) {
    int colon = member.indexOf(':');
    if (colon < 0) {
      String iri = iris.get(member);
      return iri == null ? new QName("", member) : split(iri, "");
    }
    String prefix = member.substring(0, colon);
    String namespace = iris.get(prefix);
    return namespace == null
        ? split(member, "")
        : new QName(namespace, member.substring(colon + 1), prefix);
  }

  /** Expands a prefixed name or term to a URI; anything else stays. */
  String expand(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      String iri = iris.get(text);
      return iri == null ? text : iri;
    }
    String namespace = text.startsWith("//", colon + 1) ? null : iris.get(text.substring(0, colon));
    return namespace == null ? text : namespace + text.substring(colon + 1);
  }

  private static void declare(Json context, Map<String, String> iris) {
    switch (context) {
      case Json.Arr(var elements) -> elements.forEach(element -> declare(element, iris));
      case Json.Obj(var members) ->
          members.forEach(
              (name, value) -> {
                String iri = iri(value);
                if (!name.startsWith("@") && iri != null && !iri.startsWith("@")) {
                  iris.put(name, iri);
                }
              });
      default -> {
        // The address of a remote context: the standard one is known, others are not fetched.
      }
    }
    // An IRI may itself use a prefix declared beside it.
    iris.replaceAll((name, iri) -> expandOnce(name, iri, iris));
  }

  private static String expandOnce(String name, String iri, Map<String, String> iris) {
    int colon = iri.indexOf(':');
    if (colon < 0 || iri.startsWith("//", colon + 1)) {
      return iri;
    }
    String prefix = iri.substring(0, colon);
    String namespace = prefix.equals(name) ? null : iris.get(prefix);
    return namespace == null ? iri : namespace + iri.substring(colon + 1);
  }

  private static @Nullable String iri(Json value) {
    return switch (value) {
      case Json.Text(var iri) -> iri;
      case Json.Obj(var members) -> members.get("@id") instanceof Json.Text(var iri) ? iri : null;
      default -> null;
    };
  }

  /** A full IRI ends its namespace at the last hash, slash or colon. */
  private static QName split(String iri, String prefix) {
    for (int i = iri.length() - 2; i > 0; i--) {
      char c = iri.charAt(i);
      if (c == '#' || c == '/' || c == ':') {
        return new QName(iri.substring(0, i + 1), iri.substring(i + 1), prefix);
      }
    }
    return new QName("", iri);
  }
}
