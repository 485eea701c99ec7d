package io.pharmatrace.epcis.read;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An open element: its path, the prefixes in scope, how many children of each name it had. */
final class XmlLevel {
  private final XmlPath path;
  private final XmlScope namespaces;
  private Map<String, Integer> counts = Map.of();

  private XmlLevel(XmlPath path, XmlScope namespaces) {
    this.path = path;
    this.namespaces = namespaces;
  }

  /**
   * One more element.
   *
   * @param parent null for the root
   * @param namespaces by their prefixes, with those of the element itself
   */
  static XmlLevel of(@Nullable XmlLevel parent, String name, XmlScope namespaces) {
    return parent == null
        ? new XmlLevel(new XmlPath(null, name, 1), namespaces)
        : new XmlLevel(new XmlPath(parent.path, name, parent.count(name)), namespaces);
  }

  XmlPath path() {
    return path;
  }

  XmlScope namespaces() {
    return namespaces;
  }

  /** The position of one more child of this name. */
  private int count(String name) {
    if (counts.isEmpty()) {
      counts = new HashMap<>();
    }
    return counts.merge(name, 1, Integer::sum);
  }
}
