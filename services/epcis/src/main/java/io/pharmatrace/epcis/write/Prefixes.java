package io.pharmatrace.epcis.write;

import io.pharmatrace.epcis.Envelope;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.Extension;
import io.pharmatrace.epcis.MasterData;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.namespace.QName;

/**
 * The prefixes of the namespaces that events use, chosen in document order: the wished one if it is
 * free, else one with a number. Deterministic.
 */
final class Prefixes {
  private static final Pattern USABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

  private final Map<String, String> byNamespace = new LinkedHashMap<>();
  private final Map<String, String> byPrefix = new HashMap<>();

  /** The number from which on one is free, for wishes that were not; else each is tried anew. */
  private final Map<String, Integer> numbers = new HashMap<>();

  private final Set<String> reserved;
  private final Set<String> known;

  /**
   * Starts with what needs no declaration.
   *
   * @param reserved prefixes that must not be given to a user's namespace
   * @param standard namespace to prefix
   */
  Prefixes(Set<String> reserved, Map<String, String> standard) {
    this.reserved = reserved;
    this.byNamespace.putAll(standard);
    standard.forEach((namespace, prefix) -> byPrefix.put(prefix, namespace));
    this.known = Set.copyOf(standard.keySet());
  }

  private Prefixes(Prefixes outer) {
    this.reserved = outer.reserved;
    this.byNamespace.putAll(outer.byNamespace);
    this.byPrefix.putAll(outer.byPrefix);
    this.known = Set.copyOf(outer.byNamespace.keySet());
  }

  /** Those of a part: what is declared here holds there too, further ones only there. */
  Prefixes inner() {
    return new Prefixes(this);
  }

  /** Takes in every namespace of an envelope. */
  void collect(Envelope envelope) {
    addAll(envelope.fields());
    addAll(envelope.header());
    for (MasterData vocabulary : envelope.masterData()) {
      for (MasterData.Element element : vocabulary.elements()) {
        addAll(element.extensions());
        element.attributes().forEach(attribute -> addAll(attribute.value().children()));
      }
    }
  }

  /** Takes in every namespace of an event. */
  void collect(EpcisEvent event) {
    addAll(UserFields.of(event));
  }

  /** The name with its prefix; without namespace, the local name alone. */
  String name(QName name) {
    String namespace = name.getNamespaceURI();
    return namespace.isEmpty()
        ? name.getLocalPart()
        : prefix(namespace) + ":" + name.getLocalPart();
  }

  /**
   * The prefix of a namespace that was collected.
   *
   * @throws IllegalStateException if it was not
   */
  String prefix(String namespace) {
    String prefix = byNamespace.get(namespace);
    if (prefix == null) {
      throw new IllegalStateException("namespace was not collected: " + namespace);
    }
    return prefix;
  }

  /** Prefix to namespace of what must be declared, in the order in which it came up. */
  Map<String, String> declarations() {
    Map<String, String> result = new LinkedHashMap<>();
    byNamespace.forEach(
        (namespace, prefix) -> {
          if (!known.contains(namespace)) {
            result.put(prefix, namespace);
          }
        });
    return result;
  }

  private void addAll(List<Extension> fields) {
    for (Extension field : fields) {
      add(field.name());
      addAll(field.children());
    }
  }

  private void add(QName name) {
    String namespace = name.getNamespaceURI();
    if (namespace.isEmpty() || byNamespace.containsKey(namespace)) {
      return;
    }
    String wish = isUsable(name.getPrefix()) ? name.getPrefix() : "ns";
    String prefix = wish;
    int number = numbers.getOrDefault(wish, 1);
    while (byPrefix.containsKey(prefix) || reserved.contains(prefix)) {
      prefix = wish + number++;
    }
    numbers.put(wish, number);
    byNamespace.put(namespace, prefix);
    byPrefix.put(prefix, namespace);
  }

  private static boolean isUsable(String prefix) {
    return USABLE.matcher(prefix).matches() && !prefix.toLowerCase(Locale.ROOT).startsWith("xml");
  }
}
