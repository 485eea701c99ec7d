package io.pharmatrace.epcis;

import java.util.List;
import java.util.Objects;

/**
 * Master data of one vocabulary, such as all places or all classes of things that a document names
 * (EPCIS 2.0 section 9.4, CBV 2.0 section 9).
 *
 * @param type for example {@code urn:epcglobal:epcis:vtype:EPCClass}
 * @param elements what is said about each of them
 */
public record MasterData(String type, List<Element> elements) {

  /**
   * What is said about one of them.
   *
   * @param id of the class, place or party
   * @param attributes in document order
   * @param children ids of what belongs to it
   * @param extensions fields of other namespaces
   */
  public record Element(
      String id, List<Attribute> attributes, List<String> children, List<Extension> extensions) {
    public Element {
      Objects.requireNonNull(id);
      attributes = List.copyOf(attributes);
      children = List.copyOf(children);
      extensions = List.copyOf(extensions);
    }
  }

  /**
   * One attribute.
   *
   * @param id for example {@code urn:epcglobal:cbv:mda#name}
   * @param value a text or an object; its own name is {@code attribute}
   */
  public record Attribute(String id, Extension value) {
    public Attribute {
      Objects.requireNonNull(id);
      Objects.requireNonNull(value);
    }
  }

  public MasterData {
    Objects.requireNonNull(type);
    elements = List.copyOf(elements);
  }
}
