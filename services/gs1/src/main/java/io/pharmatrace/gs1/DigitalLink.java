package io.pharmatrace.gs1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** GS1 Digital Link URIs, uncompressed, with numeric keys (GS1 Digital Link: URI syntax 1.6). */
public final class DigitalLink {
  private DigitalLink() {}

  /**
   * Reads a URI of any domain and path prefix: key and qualifiers from the path, attributes from
   * the query. Queries that are no application identifiers are ignored. Never throws; linear time.
   */
  public static Result<ElementString> parse(String uri) {
    return DigitalLinkParser.parse(uri);
  }

  /**
   * The canonical URI of these elements, at id.gs1.org: the first key and sequence of its
   * qualifiers that give one, the longest sequence first, and the rest as attributes by ascending
   * identifier. A logistic unit is tried before the trade item on it; the order of the elements
   * does not matter.
   */
  static Result<String> of(ElementString data) {
    List<List<Element>> paths =
        data.elements().stream()
            .filter(e -> e.identifier().isKey())
            .sorted(EpcKeys.ORDER)
            .flatMap(key -> paths(key, data).stream())
            .toList();
    Result<String> first = null;
    for (List<Element> path : paths) {
      Result<String> uri = of(path, data);
      if (uri.isOk()) {
        return uri;
      }
      first = first == null ? uri : first;
    }
    return first != null
        ? first
        : Result.problem(
            Problem.of(
                ProblemCode.NO_KEY,
                0,
                "A Digital Link needs a GS1 key, for example a GTIN or an SSCC."));
  }

  private static Result<String> of(List<Element> path, ElementString data) {
    List<Element> query =
        data.elements().stream()
            .filter(e -> !path.contains(e))
            .sorted(Comparator.comparing(Element::ai))
            .toList();
    List<Problem> problems =
        query.stream()
            .filter(e -> !e.identifier().attribute())
            .map(e -> misplaced(e, path))
            .toList();
    return problems.isEmpty() ? Result.ok(write(path, query)) : Result.problems(problems);
  }

  private static Problem misplaced(Element element, List<Element> path) {
    String others = path.stream().map(Element::ai).collect(Collectors.joining(") and ("));
    return new Problem(
        ProblemCode.DIGITAL_LINK_UNEXPECTED_AI,
        0,
        element.ai(),
        "(" + element.ai() + ") has no place in a Digital Link with (" + others + ").");
  }

  private static String write(List<Element> path, List<Element> query) {
    String keys =
        path.stream().map(e -> "/" + e.ai() + "/" + encoded(e)).collect(Collectors.joining());
    String attributes =
        query.stream().map(e -> e.ai() + "=" + encoded(e)).collect(Collectors.joining("&"));
    return "https://id.gs1.org" + keys + (attributes.isEmpty() ? "" : "?" + attributes);
  }

  private static String encoded(Element element) {
    return Percent.encodeUri(element.value());
  }

  /** The key with what is present of each sequence of its qualifiers, the longest first. */
  private static List<List<Element>> paths(Element key, ElementString data) {
    List<List<Element>> paths = new ArrayList<>();
    for (List<String> sequence : Objects.requireNonNull(key.identifier().qualifiers())) {
      List<Element> path = new ArrayList<>(List.of(key));
      sequence.forEach(
          ai -> data.elements().stream().filter(e -> e.ai().equals(ai)).forEach(path::add));
      paths.add(path);
    }
    paths.sort(Comparator.comparing(path -> -path.size()));
    return paths.isEmpty() ? List.of(List.of(key)) : paths;
  }

  static Problem unexpected(@Nullable String ai, int position) {
    return new Problem(
        ProblemCode.DIGITAL_LINK_UNEXPECTED_AI,
        position,
        ai,
        "(" + ai + ") has no place in this Digital Link.");
  }
}
