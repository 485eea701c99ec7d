package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.ProblemCode;
import java.util.List;

/** What a UN/CEFACT standard business document header 1.0 must have, if there is one. */
final class BusinessHeader {
  private static final String NAMESPACE =
      "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";

  private BusinessHeader() {}

  static void check(XmlElement header, Problems problems) {
    for (XmlElement child : header.children()) {
      if (is(child, "StandardBusinessDocumentHeader")) {
        require(
            child,
            problems,
            List.of("HeaderVersion", "Sender", "Receiver", "DocumentIdentification"));
        for (XmlElement part : child.children()) {
          if (is(part, "Sender") || is(part, "Receiver")) {
            require(part, problems, List.of("Identifier"));
          } else if (is(part, "DocumentIdentification")) {
            require(
                part,
                problems,
                List.of(
                    "Standard",
                    "TypeVersion",
                    "InstanceIdentifier",
                    "Type",
                    "CreationDateAndTime"));
          }
        }
      }
    }
  }

  private static void require(XmlElement parent, Problems problems, List<String> names) {
    for (String name : names) {
      if (parent.children().stream().noneMatch(child -> is(child, name))) {
        problems.add(
            ProblemCode.FIELD_MISSING,
            parent.path() + "/" + name,
            "The business document header has no " + name + " here.");
      }
    }
  }

  private static boolean is(XmlElement element, String name) {
    return element.localName().equals(name) && element.name().getNamespaceURI().equals(NAMESPACE);
  }
}
