package io.pharmatrace.fhir.read;

import io.pharmatrace.fhir.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code r4-elements.txt}: which elements are taken, how often, of which types, with
 * which codes and targets. Immutable, read once.
 */
final class ResourceRules {
  private static final Map<String, Map<String, ElementRule>> BY_OWNER = read();
  private static final String EVERY = "Resource";

  private ResourceRules() {}

  /**
   * The rule of a member, or null if it is not taken.
   *
   * @param owner a type of resource, a data type, or the path of a part
   */
  static @Nullable ElementRule of(String owner, String member) {
    ElementRule rule = membersOf(owner).get(member);
    return rule == null && isResource(owner) ? membersOf(EVERY).get(member) : rule;
  }

  /** The rules of an owner's own members by their names in JSON. */
  static Map<String, ElementRule> membersOf(String owner) {
    return BY_OWNER.getOrDefault(owner, Map.of());
  }

  /** Every line of the table, a choice once for each of its types. */
  static List<ElementRule> all() {
    return BY_OWNER.values().stream().flatMap(members -> members.values().stream()).toList();
  }

  private static boolean isResource(String owner) {
    return ResourceType.of(owner) != null;
  }

  private static Map<String, Map<String, ElementRule>> read() {
    Map<String, Map<String, ElementRule>> rules = new HashMap<>();
    try (InputStream in =
        Objects.requireNonNull(ResourceRules.class.getResourceAsStream("r4-elements.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(line -> add(rules, line));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rules;
  }

  private static void add(Map<String, Map<String, ElementRule>> rules, String line) {
    List<String> columns = Arrays.asList(line.split("\\s+"));
    String path = columns.get(0);
    String card = columns.get(1);
    List<String> detail =
        columns.size() < 4 || columns.get(3).equals("*")
            ? List.of()
            : Arrays.asList(columns.get(3).split("\\|"));
    int dot = path.lastIndexOf('.');
    boolean choice = path.endsWith("[x]");
    String name = path.substring(dot + 1).replace("[x]", "");
    Map<String, ElementRule> members =
        rules.computeIfAbsent(path.substring(0, dot), owner -> new LinkedHashMap<>());
    for (String type : columns.get(2).split(",", -1)) {
      boolean coded = List.of("code", "Reference", "Contained").contains(type);
      members.put(
          choice ? name + Character.toUpperCase(type.charAt(0)) + type.substring(1) : name,
          new ElementRule(
              path,
              name,
              card.charAt(0) - '0',
              card.endsWith("*"),
              type,
              coded ? detail : List.of()));
    }
  }
}
