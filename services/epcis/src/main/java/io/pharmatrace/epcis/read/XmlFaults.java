package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Problem;
import io.pharmatrace.epcis.ProblemCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;

/** What the XML schema forbids inside an element of the standard, and what would else be lost. */
final class XmlFaults {
  private static final QName NIL = new QName(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil");

  private final XmlElement element;
  private final List<Problem> found = new ArrayList<>();

  XmlFaults(XmlElement element) {
    this.element = element;
  }

  List<Problem> found() {
    Set<String> seen = new HashSet<>();
    if (element.localName().equals("attribute")) {
      mixed(element);
    }
    for (XmlElement child : element.children()) {
      if (!child.isStandard()) {
        namespace(child);
        mixed(child);
        continue;
      }
      if (!seen.add(child.localName()) && !XmlRules.repeats(child.localName())) {
        add(ProblemCode.FIELD_DUPLICATE, child.path(), Problems.TWICE);
      }
      if (XmlRules.isList(child.localName())) {
        list(child);
      } else if (!XmlRules.isPart(child.localName())) {
        attributes(child);
      }
      nil(child);
    }
    return found;
  }

  static boolean isNil(XmlElement child) {
    String nil = child.attributes().getOrDefault(NIL, "").strip();
    return nil.equals("true") || nil.equals("1");
  }

  private void namespace(XmlElement child) {
    if (XmlRules.isEpcis(child.name().getNamespaceURI())) {
      add(
          ProblemCode.FIELD_UNKNOWN,
          child.path(),
          "A field of EPCIS has no namespace, one of your own has another than EPCIS's.");
    }
  }

  /** Neither JSON nor an event can say where a text stands among elements. */
  private void mixed(XmlElement user) {
    if (user.hasTextAfterChild()) {
      add(
          ProblemCode.FIELD_TYPE,
          user.path() + "/text()",
          "Text behind an element, in a field of your own, cannot be kept in its place.");
    }
    user.children().forEach(this::mixed);
  }

  /** What stands in a list and is none of its items would be lost. */
  private void list(XmlElement list) {
    String item = XmlRules.item(list.localName());
    attributes(list);
    list.strays().forEach(path -> add(ProblemCode.FIELD_UNKNOWN, path, Problems.NO_SUCH_FIELD));
    for (XmlElement child : list.children()) {
      if (!child.isStandard() || !child.localName().equals(item)) {
        add(ProblemCode.FIELD_UNKNOWN, child.path(), Problems.NO_SUCH_FIELD);
      } else if (!XmlRules.isPart(item)) {
        attributes(child);
      }
      nil(child);
    }
    if (!list.text().isBlank()) {
      add(ProblemCode.FIELD_UNKNOWN, list.path() + "/text()", Problems.NO_SUCH_FIELD);
    }
    if (list.children().isEmpty() && !XmlRules.mayBeEmpty(list.localName())) {
      add(ProblemCode.FIELD_MISSING, list.path() + "/" + item, "The list is empty.");
    }
  }

  private void attributes(XmlElement plain) {
    for (QName attribute : plain.attributes().keySet()) {
      if (!XmlRules.isTechnical(attribute)) {
        add(ProblemCode.FIELD_UNKNOWN, plain.path(attribute), Problems.NO_PLACE);
      }
    }
  }

  private void nil(XmlElement child) {
    if (isNil(child) && !child.localName().equals("quantity")) {
      add(ProblemCode.FIELD_TYPE, child.path(), "Only a quantity can be nil.");
    } else if (isNil(child) && !child.text().isBlank()) {
      add(ProblemCode.FIELD_TYPE, child.path(), "What is nil has no value.");
    }
  }

  private void add(ProblemCode code, String path, String message) {
    found.add(new Problem(code, path, message));
  }
}
