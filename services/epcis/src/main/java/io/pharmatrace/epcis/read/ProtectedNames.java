package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Ilmd;
import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of the EPCIS context that no document can give another meaning. */
final class ProtectedNames {

  /**
   * Names that the EPCIS 2.0 context protects (JSON-LD 1.1 section 4.1.11), besides its prefixes;
   * each stands for the name in {@link JsonContext#EPCIS} unless said below.
   */
  private static final Set<String> NAMES =
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

  private ProtectedNames() {}

  static boolean contains(String name) {
    return NAMES.contains(name);
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
    String fault = merged.fault();
    if (fault != null) {
      found.add(new Problem(ProblemCode.CONTEXT_INVALID, path, fault));
    }
    conflicts(context, merged, path, found);
    return found;
  }

  private static void conflicts(
      Json context, JsonContext merged, String path, List<Problem> found) {
    switch (context) {
      case Json.Arr(var elements) -> {
        for (int i = 0; i < elements.size(); i++) {
          conflicts(elements.get(i), merged, path + "/" + i, found);
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
  }

  private static boolean isSame(String name, Json value, JsonContext merged) {
    String prefix = JsonContext.STANDARD.iri(name);
    if (prefix == null && !NAMES.contains(name)) {
      return true;
    }
    String iri = JsonContext.iri(value);
    if (iri == null) {
      return false;
    }
    if (prefix != null) {
      // The context appends a colon to the namespace of master data, XML does not.
      return iri.equals(prefix) || (prefix.equals(Ilmd.CBV_MDA) && iri.equals(prefix + ":"));
    }
    String full = iri.startsWith("@") ? iri : merged.expand(iri);
    return full.equals(OTHER_IRIS.getOrDefault(name, JsonContext.EPCIS + name));
  }
}
