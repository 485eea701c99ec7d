package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Envelope;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Which elements surround the events of a document (XML schemas of EPCIS 1.2 and 2.0). */
final class XmlStructure {
  private static final String EPCIS = "urn:epcglobal:epcis:xsd:";
  private static final String QUERY = "urn:epcglobal:epcis-query:xsd:";
  private static final String MASTER_DATA = "urn:epcglobal:epcis-masterdata:xsd:";
  private static final List<String> VERSIONS = List.of("1", "2");
  static final String LIST = "EventList";

  private XmlStructure() {}

  /** What a document with this root is, or null if it is none of EPCIS. */
  static Envelope.@Nullable Kind kind(String name, String namespace) {
    return switch (name) {
      case "EPCISDocument" -> isIn(EPCIS, namespace) ? Envelope.Kind.DOCUMENT : null;
      case "EPCISQueryDocument" -> isIn(QUERY, namespace) ? Envelope.Kind.QUERY_DOCUMENT : null;
      case "EPCISMasterDataDocument" ->
          isIn(MASTER_DATA, namespace) ? Envelope.Kind.MASTER_DATA_DOCUMENT : null;
      default -> null;
    };
  }

  private static boolean isIn(String schema, String namespace) {
    return VERSIONS.stream().anyMatch(version -> namespace.equals(schema + version));
  }

  /** True for the namespace of an event that is the root: EPCIS's, or none. */
  static boolean mayHaveEvent(String namespace) {
    return namespace.isEmpty() || isIn(EPCIS, namespace);
  }

  /** True if the standard has this element at a level of a document of this kind. */
  static boolean isKnown(String level, Envelope.Kind kind, QName element) {
    String name = element.getLocalPart();
    String namespace = element.getNamespaceURI();
    return switch (level) {
      case "EPCISBody" ->
          switch (kind) {
            case QUERY_DOCUMENT -> name.equals("QueryResults") && isIn(QUERY, namespace);
            case MASTER_DATA_DOCUMENT -> name.equals("VocabularyList") && namespace.isEmpty();
            default -> name.equals(LIST) && namespace.isEmpty();
          };
      case "QueryResults" ->
          namespace.isEmpty()
              && Set.of("queryName", "subscriptionID", "resultsBody").contains(name);
      case "resultsBody" -> namespace.isEmpty() && Set.of(LIST, "VocabularyList").contains(name);
      case "extension" -> false;
      default -> namespace.isEmpty() && Set.of("EPCISHeader", "EPCISBody").contains(name);
    };
  }

  /** Elements that a level must have and does not. */
  static List<String> missing(String level, Envelope.Kind kind, Set<String> seen) {
    List<String> required =
        switch (level) {
          case "EPCISBody" ->
              kind == Envelope.Kind.QUERY_DOCUMENT ? List.of("QueryResults") : List.of();
          case "QueryResults" -> List.of("queryName", "resultsBody");
          case "resultsBody" -> seen.isEmpty() ? List.of(LIST) : List.of();
          case LIST, "extension" -> List.of();
          default -> List.of("EPCISBody");
        };
    return required.stream().filter(name -> !seen.contains(name)).toList();
  }
}
