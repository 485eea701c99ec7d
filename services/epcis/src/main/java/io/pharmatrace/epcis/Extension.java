package io.pharmatrace.epcis;

import java.util.List;
import java.util.Objects;
import javax.xml.namespace.QName;

/**
 * A field that the standard does not define: a user extension or an ILMD field, in any namespace.
 *
 * <p>One field is one XML element, one XML attribute, or one value of a JSON member; a JSON array
 * is several fields of one name. The prefix of the name is only a wish for writing.
 *
 * @param name namespace and local name; no namespace is the empty string
 * @param kind what the value is
 * @param text the value; of an {@link Kind#OBJECT} only the text beside its children, often empty
 * @param children the fields inside, in document order; empty unless an {@link Kind#OBJECT}
 */
public record Extension(QName name, Kind kind, String text, List<Extension> children) {

  /** What a value is. XML without {@code xsi:type} knows only text, objects and attributes. */
  public enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    OBJECT,
    /** A text that XML writes as an attribute. */
    ATTRIBUTE
  }

  public Extension {
    Objects.requireNonNull(name);
    Objects.requireNonNull(kind);
    Objects.requireNonNull(text);
    children = List.copyOf(children);
    if (kind != Kind.OBJECT && !children.isEmpty()) {
      throw new IllegalArgumentException(name + ": only an object has fields inside");
    }
  }

  /** A field with a text value. */
  public static Extension text(QName name, String text) {
    return new Extension(name, Kind.TEXT, text, List.of());
  }

  /** A field that holds other fields. */
  public static Extension object(QName name, List<Extension> children) {
    return new Extension(name, Kind.OBJECT, "", children);
  }
}
