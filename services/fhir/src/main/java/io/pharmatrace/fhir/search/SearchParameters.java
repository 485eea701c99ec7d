package io.pharmatrace.fhir.search;

import io.pharmatrace.fhir.ResourceType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table {@code search-parameters.txt}, and what every type has. Immutable, read once. */
public final class SearchParameters {
  private static final Map<ResourceType, Map<String, SearchParameter>> BY_TYPE = read();

  private SearchParameters() {}

  /** The parameters of a type, by name; none for one that cannot be searched. */
  public static Collection<SearchParameter> of(ResourceType type) {
    return BY_TYPE.getOrDefault(type, Map.of()).values();
  }

  /** A parameter of a type, or null. */
  static @Nullable SearchParameter of(ResourceType type, String name) {
    return BY_TYPE.getOrDefault(type, Map.of()).get(name);
  }

  private static Map<ResourceType, Map<String, SearchParameter>> read() {
    Map<ResourceType, Map<String, SearchParameter>> all = new EnumMap<>(ResourceType.class);
    try (InputStream in =
        Objects.requireNonNull(
            SearchParameters.class.getResourceAsStream("search-parameters.txt"))) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(SearchParameters::parameter)
          .forEach(one -> add(all, one));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (ResourceType type : List.copyOf(all.keySet())) {
      add(all, new SearchParameter(type, "_id", SearchParameter.Kind.TOKEN, List.of()));
      add(all, new SearchParameter(type, "_lastUpdated", SearchParameter.Kind.DATE, List.of()));
    }
    return all;
  }

  private static void add(
      Map<ResourceType, Map<String, SearchParameter>> all, SearchParameter parameter) {
    all.computeIfAbsent(parameter.type(), type -> new TreeMap<>()).put(parameter.name(), parameter);
  }

  private static SearchParameter parameter(String line) {
    List<String> columns = Arrays.asList(line.split(" ", -1));
    boolean any = columns.size() < 4 || columns.get(3).equals("*");
    return new SearchParameter(
        Objects.requireNonNull(ResourceType.of(columns.get(0))),
        columns.get(1),
        SearchParameter.Kind.valueOf(columns.get(2).toUpperCase(Locale.ROOT)),
        any ? List.of() : Arrays.asList(columns.get(3).split("\\|", -1)));
  }
}
