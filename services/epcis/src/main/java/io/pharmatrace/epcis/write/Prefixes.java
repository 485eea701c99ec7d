package io.pharmatrace.epcis.write;

import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.ErrorDeclaration;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.Place;
import io.pharmatrace.epcis.SensorData;
import io.pharmatrace.epcis.SensorElement;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The prefixes of the namespaces that events use, chosen in document order: the wished one if it is
 * free, else one with a number. Deterministic.
 */
public final class Prefixes {
  private final Map<String, String> byNamespace = new LinkedHashMap<>();
  private final Map<String, String> byPrefix = new HashMap<>();
  private final Set<String> reserved;

  /**
   * Starts without namespaces.
   *
   * @param reserved prefixes that must not be given to a user's namespace
   * @param standard namespace to prefix for what needs no declaration
   */
  public Prefixes(Set<String> reserved, Map<String, String> standard) {
    this.reserved = reserved;
    standard.forEach(
        (namespace, prefix) -> {
          byNamespace.put(namespace, prefix);
          byPrefix.put(prefix, namespace);
        });
  }

  /** Takes in every namespace of an event. */
  public void collect(EpcisEvent event) {
    var common = event.common();
    addAll(event.ilmd().fields());
    addAll(common.extensions());
    place(common.readPoint());
    place(common.bizLocation());
    ErrorDeclaration error = common.errorDeclaration();
    if (error != null) {
      addAll(error.extensions());
    }
    for (SensorElement element : common.sensorElements()) {
      addAll(element.extensions());
      SensorData metadata = element.metadata();
      if (metadata != null) {
        addAll(metadata.extensions());
      }
      element.reports().forEach(report -> addAll(report.extensions()));
    }
  }

  /** Takes in every namespace of these fields. */
  public void addAll(List<Extension> fields) {
    for (Extension field : fields) {
      add(field.name());
      addAll(field.children());
    }
  }

  /** The name with its prefix; without namespace, the local name alone. */
  public String name(QName name) {
    return name.getNamespaceURI().isEmpty()
        ? name.getLocalPart()
        : prefix(name.getNamespaceURI()) + ":" + name.getLocalPart();
  }

  /** Prefix to namespace, in the order in which they came up, standard ones first. */
  public Map<String, String> declarations() {
    Map<String, String> result = new LinkedHashMap<>();
    byNamespace.forEach((namespace, prefix) -> result.put(prefix, namespace));
    return result;
  }

  private String prefix(String namespace) {
    String prefix = byNamespace.get(namespace);
    if (prefix == null) {
      throw new IllegalStateException("namespace was not collected: " + namespace);
    }
    return prefix;
  }

  private void place(@Nullable Place place) {
    if (place != null) {
      addAll(place.extensions());
    }
  }

  private void add(QName name) {
    String namespace = name.getNamespaceURI();
    if (namespace.isEmpty() || byNamespace.containsKey(namespace)) {
      return;
    }
    String wish = isUsable(name.getPrefix()) ? name.getPrefix() : "ns";
    String prefix = wish;
    for (int i = 1; byPrefix.containsKey(prefix) || reserved.contains(prefix); i++) {
      prefix = wish + i;
    }
    byNamespace.put(namespace, prefix);
    byPrefix.put(prefix, namespace);
  }

  private static boolean isUsable(String prefix) {
    return prefix.matches("[A-Za-z][A-Za-z0-9_-]*")
        && !prefix.toLowerCase(java.util.Locale.ROOT).startsWith("xml");
  }
}
