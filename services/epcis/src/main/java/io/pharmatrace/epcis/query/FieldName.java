package io.pharmatrace.epcis.query;

import io.pharmatrace.epcis.Ilmd;
import java.util.Map;
import javax.xml.namespace.QName;

/**
 * The name of a user's field in a parameter: namespace, number sign and local name (EPCIS 2.0
 * section 8.2.7.1), or a prefix and local name, or the URI that JSON-LD makes of them. The last
 * character of a namespace does not count when it separates ({@code #}, {@code /} or {@code :}), so
 * that all of them are one name.
 *
 * @param namespace without separator at its end
 * @param localName not empty
 */
public record FieldName(String namespace, String localName) {

  private static final Map<String, String> STANDARD =
      Map.of(
          "cbvmda", Ilmd.CBV_MDA,
          "gs1", "https://gs1.org/voc/",
          "cbv", "https://ref.gs1.org/cbv/",
          "epcis", "https://ref.gs1.org/epcis/");

  public FieldName {
    namespace = trimmed(namespace);
    if (namespace.isEmpty()
        || localName.isEmpty()
        || !localName.equals(afterSeparator(localName))) {
      throw new IllegalArgumentException("not a qualified name: " + namespace + ", " + localName);
    }
  }

  /**
   * Reads a name.
   *
   * @param prefixes that the caller declared, besides those of the standard
   */
  static FieldName parse(String text, Map<String, String> prefixes) throws BadParameter {
    int colon = text.indexOf(':');
    if (colon > 0 && !text.startsWith("//", colon + 1)) {
      String prefix = text.substring(0, colon);
      String namespace = prefixes.getOrDefault(prefix, STANDARD.getOrDefault(prefix, ""));
      if (!namespace.isEmpty()) {
        return of(namespace, text.substring(colon + 1), text);
      }
    }
    if (text.indexOf('#') < 0 && !text.matches("(https?://|urn:).*")) {
      throw new BadParameter(
          QueryProblem.Code.UNKNOWN_PARAMETER,
          colon > 0
              ? "The prefix " + text.substring(0, colon) + " is not declared; see GS1-Extensions."
              : text + " is no field of the standard; a user's field has a namespace.");
    }
    String local = afterSeparator(text);
    return of(text.substring(0, text.length() - local.length()), local, text);
  }

  private static FieldName of(String namespace, String local, String text) throws BadParameter {
    try {
      return new FieldName(namespace, local);
    } catch (IllegalArgumentException e) {
      throw new BadParameter(
          QueryProblem.Code.UNKNOWN_PARAMETER, text + " is no name of a field with a namespace.");
    }
  }

  /** True if a field of an event has this name. */
  boolean names(QName field) {
    return localName.equals(field.getLocalPart())
        && namespace.equals(trimmed(field.getNamespaceURI()));
  }

  /** Namespace, number sign, local name. */
  @Override
  public String toString() {
    return namespace + "#" + localName;
  }

  private static String trimmed(String namespace) {
    int end = namespace.length();
    while (end > 0 && isSeparator(namespace.charAt(end - 1))) {
      end--;
    }
    return namespace.substring(0, end);
  }

  private static String afterSeparator(String text) {
    int start = text.length();
    while (start > 0 && !isSeparator(text.charAt(start - 1))) {
      start--;
    }
    return text.substring(start);
  }

  private static boolean isSeparator(char c) {
    return c == '#' || c == '/' || c == ':';
  }
}
