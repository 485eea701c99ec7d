package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Ilmd;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The part of a JSON-LD {@code @context} that gives names: prefixes and terms declared in the
 * document, on top of those of the EPCIS context. Remote contexts are never fetched. Immutable.
 */
final class JsonContext {

  /** The namespace of the standard's own fields and types. */
  static final String EPCIS = "https://ref.gs1.org/epcis/";

  /**
   * Names that the EPCIS 2.0 context protects (JSON-LD 1.1 section 4.1.11), besides its prefixes;
   * each stands for the name in {@link #EPCIS} unless said below.
   */
  private static final Set<String> PROTECTED =
      Set.of(
          ("id type eventID member baseURL ObjectEvent AggregationEvent TransformationEvent"
                  + " AssociationEvent TransactionEvent Collection eventTime recordTime"
                  + " eventTimeZoneOffset certificationInfo bizStep disposition bizLocation readPoint"
                  + " transformationID epcList action sourceList destinationList"
                  + " persistentDisposition quantity uom epcClass quantityList bizTransactionList"
                  + " parentID childEPCs childQuantityList inputEPCList outputEPCList"
                  + " inputQuantityList outputQuantityList sensorElementList errorDeclaration"
                  + " schemaVersion creationDate sender receiver instanceIdentifier EPCISDocument"
                  + " EPCISQueryDocument epcisHeader masterData vocabularyList epcisBody eventList"
                  + " queryResults subscriptionID queryName resultsBody ilmd children")
              .split(" "));

  private static final Map<String, String> OTHER_IRIS =
      Map.of(
          "id", "@id",
          "eventID", "@id",
          "type", "@type",
          "baseURL", "@base",
          "member", "http://www.w3.org/2000/01/rdf-schema#member",
          "schemaVersion", "http://www.w3.org/2002/07/owl#versionInfo",
          "creationDate", "http://purl.org/dc/terms/created");

  /** The prefixes of the EPCIS 2.0 context, and nothing else. */
  static final JsonContext STANDARD =
      new JsonContext(
          Map.of(
              "epcis", EPCIS,
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

  /**
   * What a context says differently from the standard's: its names are protected, so that no
   * document can give them another meaning (JSON-LD 1.1 section 4.1.11).
   *
   * @param merged the context with it, which expands prefixes
   * @param path of the context
   */
  static List<Problem> conflicts(Json context, JsonContext merged, String path) {
    List<Problem> found = new ArrayList<>();
    switch (context) {
      case Json.Arr(var elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          found.addAll(conflicts(elements.get(i), merged, path + "/" + i));
        }
      }
      case Json.Obj(var members) ->
          members.forEach(
              (name, value) -> {
                if (!isSame(name, value, merged)) {
                  found.add(
                      new Problem(
                          ProblemCode.CONTEXT_INVALID,
                          JsonFields.pointer(path, name),
                          Problems.quote(name) + " has another meaning in the EPCIS context."));
                }
              });
      case Json.Text t -> {
        // The address of a context.
      }
      default ->
          found.add(
              new Problem(
                  ProblemCode.CONTEXT_INVALID, path, "A context is an address or an object."));
    }
    return found;
  }

  private static boolean isSame(String name, Json value, JsonContext merged) {
    String prefix = STANDARD.iris.get(name);
    if (prefix == null && !PROTECTED.contains(name)) {
      return true;
    }
    String iri = iri(value);
    if (iri == null) {
      return false;
    }
    if (prefix != null) {
      // The context appends a colon to the namespace of master data, XML does not.
      return iri.equals(prefix) || (prefix.equals(Ilmd.CBV_MDA) && iri.equals(prefix + ":"));
    }
    String full = iri.startsWith("@") ? iri : merged.expand(iri);
    return full.equals(OTHER_IRIS.getOrDefault(name, EPCIS + name));
  }

  /**
   * The name of the standard's field that a member name stands for in another spelling: prefixed,
   * as a full IRI, or by a name of the document's own; else the name itself.
   */
  String standardName(String member) {
    String iri = expand(member);
    return iri.length() > EPCIS.length() && iri.startsWith(EPCIS)
        ? iri.substring(EPCIS.length())
        : member;
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
    if (namespace == null) {
      return text;
    }
    // A namespace of XML has no separator at its end; CBV writes names of attributes with this one.
    String separator = namespace.equals(Ilmd.CBV_MDA) ? "#" : "";
    return namespace + separator + text.substring(colon + 1);
  }

  private static void declare(Json context, Map<String, String> iris) {
    switch (context) {
      case Json.Arr(var elements) -> elements.forEach(element -> declare(element, iris));
      case Json.Obj(var members) ->
          members.forEach(
              (name, value) -> {
                String iri = iri(value);
                // A protected name keeps its meaning; conflicts() tells of it.
                if (!name.startsWith("@")
                    && iri != null
                    && !iri.startsWith("@")
                    && !PROTECTED.contains(name)) {
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
