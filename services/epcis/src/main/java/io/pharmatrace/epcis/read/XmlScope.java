package io.pharmatrace.epcis.read;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces that are declared at an element, by their prefixes, and around it. Nothing is
 * copied: an element that declares one costs no more where thousands are in scope.
 *
 * @param outer null at the root
 * @param own what the element itself declares; the default namespace has the empty prefix
 */
record XmlScope(@Nullable XmlScope outer, Map<String, String> own) {
  static final XmlScope NONE = new XmlScope(null, Map.of());

  /** The namespace that a prefix stands for, or null. */
  @Nullable String uri(String prefix) {
    for (XmlScope scope = this; scope != null; scope = scope.outer) {
      String uri = scope.own.get(prefix);
      if (uri != null) {
        return uri;
      }
    }
    return null;
  }
}
