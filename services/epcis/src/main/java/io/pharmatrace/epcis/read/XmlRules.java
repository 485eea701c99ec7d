package io.pharmatrace.epcis.read;

import java.util.Map;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/**
 * What EPCIS's XML schema (EPCIS 2.0 section 9, and that of 1.2) says about elements beyond the
 * names of their fields: which are lists, which have attributes, which may occur again, and which
 * namespaces no user may take.
 */
final class XmlRules {

  /** Elements that only hold a list, and what they hold. */
  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("epcList", "epc"),
          Map.entry("childEPCs", "epc"),
          Map.entry("inputEPCList", "epc"),
          Map.entry("outputEPCList", "epc"),
          Map.entry("quantityList", "quantityElement"),
          Map.entry("childQuantityList", "quantityElement"),
          Map.entry("inputQuantityList", "quantityElement"),
          Map.entry("outputQuantityList", "quantityElement"),
          Map.entry("bizTransactionList", "bizTransaction"),
          Map.entry("sourceList", "source"),
          Map.entry("destinationList", "destination"),
          Map.entry("sensorElementList", "sensorElement"),
          Map.entry("correctiveEventIDs", "correctiveEventID"),
          Map.entry("VocabularyList", "Vocabulary"),
          Map.entry("VocabularyElementList", "VocabularyElement"),
          Map.entry("children", "id"));

  /** Lists that the schema does not let be empty. */
  private static final Set<String> NOT_EMPTY =
      Set.of(
          "bizTransactionList",
          "sourceList",
          "destinationList",
          "sensorElementList",
          "VocabularyElementList");

  private static final Set<String> REPEATED =
      Set.of("certificationInfo", "set", "unset", "sensorReport", "attribute");

  /** Elements whose fields are attributes; with them, what the element itself may hold. */
  private static final Set<String> SENSOR = Set.of("sensorMetadata", "sensorReport");

  private static final Set<String> VALUES = Set.of("bizTransaction", "source", "destination");

  /** Elements that are read field by field; the attributes of all others would be lost. */
  private static final Set<String> PARTS =
      Set.of(
          "errorDeclaration",
          "persistentDisposition",
          "readPoint",
          "bizLocation",
          "quantityElement",
          "sensorElement",
          "sensorMetadata",
          "sensorReport",
          "bizTransaction",
          "source",
          "destination",
          "ilmd",
          "EPCISMasterData",
          "Vocabulary",
          "VocabularyElement",
          "attribute");

  private XmlRules() {}

  static boolean isList(String element) {
    return LISTS.containsKey(element);
  }

  /** What a list holds. */
  static String item(String list) {
    return LISTS.getOrDefault(list, "");
  }

  static boolean mayBeEmpty(String list) {
    return !NOT_EMPTY.contains(list);
  }

  static boolean repeats(String element) {
    return REPEATED.contains(element);
  }

  static boolean isPart(String element) {
    return PARTS.contains(element);
  }

  /** True if the element has a text of its own, beside attributes. */
  static boolean hasText(String element) {
    return VALUES.contains(element);
  }

  /** True if a field of the element is written as an attribute, false for a child element. */
  static boolean isAttribute(String element, String field) {
    return SENSOR.contains(element)
        || field.equals("type")
        || (field.equals("id")
            && (element.equals("VocabularyElement") || element.equals("attribute")));
  }

  /** True if a field of the element may be a child element. */
  static boolean isChild(String element, String field) {
    return !isAttribute(element, field) && !VALUES.contains(element);
  }

  /**
   * True for a namespace in which no user may have fields: those of the schema, whose own fields
   * have no prefix, and that of EPCIS in JSON-LD, where the field would be one of the standard.
   */
  static boolean isEpcis(String namespace) {
    return namespace.startsWith("urn:epcglobal:epcis")
        || namespace.equals("urn:epcglobal:xsd:1")
        || namespace.equals(JsonContext.EPCIS);
  }

  /** True for {@code xsi:type} and its like, which are about XML and not about the event. */
  static boolean isTechnical(QName attribute) {
    return attribute.getNamespaceURI().equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI);
  }
}
