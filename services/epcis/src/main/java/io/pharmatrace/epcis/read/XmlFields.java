package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Fields in XML: child elements and attributes without namespace; all others are extensions. */
final class XmlFields implements Fields {

  private static final Map<String, String> STANDARD_PREFIXES =
      Map.of(
          "gs1", "https://gs1.org/voc/",
          "cbv", "https://ref.gs1.org/cbv/",
          "epcis", "https://ref.gs1.org/epcis/");

  private final XmlElement element;

  XmlFields(XmlElement element) {
    this.element = element;
  }

  @Override
  public String path() {
    return element.path();
  }

  @Override
  public String path(String name) {
    return element.path() + "/" + name;
  }

  @Override
  public boolean isObject() {
    return true;
  }

  @Override
  public @Nullable Scalar scalar(String name) {
    for (XmlElement child : element.children()) {
      if (isNamed(child, name)) {
        return XmlFaults.isNil(child) && child.text().isBlank() ? null : scalar(child);
      }
    }
    String attribute = element.attributes().get(new QName(name));
    return attribute == null
        ? null
        : new Scalar(attribute.strip(), element.path() + "/@" + name, Scalar.Kind.ANY);
  }

  @Override
  public Scalar self(String jsonName) {
    return scalar(element);
  }

  @Override
  public List<Scalar> scalars(String list, String item) {
    List<Scalar> result = new ArrayList<>();
    for (XmlElement part : named(list)) {
      for (XmlElement child : part.children()) {
        if (isNamed(child, item)) {
          result.add(scalar(child));
        }
      }
    }
    return result;
  }

  @Override
  public List<Scalar> repeatedScalars(String name) {
    return named(name).stream().map(XmlFields::scalar).toList();
  }

  @Override
  public List<Fields> objects(String list, String item) {
    List<Fields> result = new ArrayList<>();
    for (XmlElement part : named(list)) {
      for (XmlElement child : part.children()) {
        if (isNamed(child, item)) {
          result.add(new XmlFields(child));
        }
      }
    }
    return result;
  }

  @Override
  public List<Fields> repeatedObjects(String name) {
    List<Fields> result = new ArrayList<>();
    named(name).forEach(child -> result.add(new XmlFields(child)));
    return result;
  }

  @Override
  public @Nullable Fields object(String name) {
    List<XmlElement> found = named(name);
    return found.isEmpty() ? null : new XmlFields(found.getFirst());
  }

  @Override
  public List<Extension> extensions() {
    List<Extension> result = new ArrayList<>(attributes(element, true));
    for (XmlElement child : element.children()) {
      if (!child.isStandard()) {
        result.add(XmlExtensions.of(child));
      }
    }
    return result;
  }

  @Override
  public List<Extension> all() {
    List<Extension> result = new ArrayList<>(attributes(element, false));
    element.children().forEach(child -> result.add(XmlExtensions.of(child)));
    return result;
  }

  @Override
  public List<Extension> value(String jsonName, String leftOut) {
    Extension whole = XmlExtensions.of(element);
    List<Extension> inside =
        whole.children().stream()
            .filter(child -> !child.name().equals(new QName(leftOut)))
            .toList();
    Extension.Kind kind = whole.kind();
    if (kind == Extension.Kind.OBJECT && inside.isEmpty()) {
      kind = Extension.Kind.TEXT;
    }
    return List.of(new Extension(new QName(jsonName), kind, whole.text().strip(), inside));
  }

  @Override
  public List<String> unknown(Set<String> known) {
    List<String> paths = new ArrayList<>(element.strays());
    String name = element.localName();
    for (XmlElement child : element.children()) {
      String field = child.localName();
      if (child.isStandard() && !(known.contains(field) && XmlRules.isChild(name, field))) {
        paths.add(child.path());
      }
    }
    if (!XmlRules.hasText(name) && !element.text().isBlank()) {
      paths.add(element.path() + "/text()");
    }
    for (QName attribute : element.attributes().keySet()) {
      String field = attribute.getLocalPart();
      if (attribute.getNamespaceURI().isEmpty()
          && !(known.contains(field) && XmlRules.isAttribute(name, field))) {
        paths.add(element.path(attribute));
      }
    }
    return paths;
  }

  @Override
  public List<String> foreign() {
    List<String> paths = new ArrayList<>();
    for (QName attribute : element.attributes().keySet()) {
      if (!attribute.getNamespaceURI().isEmpty() && !XmlRules.isTechnical(attribute)) {
        paths.add(element.path(attribute));
      }
    }
    for (XmlElement child : element.children()) {
      if (!child.isStandard()) {
        paths.add(child.path());
      }
    }
    return paths;
  }

  @Override
  public List<Problem> faults() {
    return new XmlFaults(element).found();
  }

  @Override
  public String expand(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || text.startsWith("//", colon + 1)) {
      return text;
    }
    String prefix = text.substring(0, colon);
    String namespace = STANDARD_PREFIXES.get(prefix);
    if (namespace == null) {
      namespace = element.namespaces().uri(prefix);
    }
    return namespace == null || namespace.isEmpty() ? text : namespace + text.substring(colon + 1);
  }

  private static List<Extension> attributes(XmlElement element, boolean foreignOnly) {
    List<Extension> result = new ArrayList<>();
    element
        .attributes()
        .forEach(
            (name, value) -> {
              String namespace = name.getNamespaceURI();
              boolean ours = foreignOnly && namespace.isEmpty();
              if (!ours && !XmlRules.isTechnical(name)) {
                result.add(
                    new Extension(
                        XmlExtensions.name(name), Extension.Kind.ATTRIBUTE, value, List.of()));
              }
            });
    return result;
  }

  private List<XmlElement> named(String name) {
    return element.children().stream().filter(child -> isNamed(child, name)).toList();
  }

  private static boolean isNamed(XmlElement child, String name) {
    return child.isStandard() && child.localName().equals(name);
  }

  private static Scalar scalar(XmlElement child) {
    boolean plain = child.children().isEmpty() && !child.isWrapped();
    Scalar.Kind kind = plain ? Scalar.Kind.ANY : Scalar.Kind.STRUCTURE;
    return new Scalar(child.text().strip(), child.path(), kind);
  }
}
