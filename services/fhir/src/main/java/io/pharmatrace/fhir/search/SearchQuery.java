package io.pharmatrace.fhir.search;

import io.pharmatrace.fhir.ResourceType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A search: resources of one type that fit every criterion. Immutable.
 *
 * @param type what is searched
 * @param criteria all must fit
 * @param includes what is shown beside the matches
 * @param count results on a page, 1 to {@link #MOST}
 * @param oldestFirst the order, by time of last change; newest first if false
 * @param applied the parameters that count, as given; for the link {@code self}
 */
public record SearchQuery(
    ResourceType type,
    List<Criterion> criteria,
    List<Include> includes,
    int count,
    boolean oldestFirst,
    List<Map.Entry<String, String>> applied) {
  /** Results on a page at most; who asks for more gets this many. */
  public static final int MOST = 100;

  /** Results on a page if nothing is said. */
  public static final int USUAL = 20;

  /**
   * What is shown beside the matches.
   *
   * @param parameter the reference that is followed
   * @param targetType empty for every type that is read here
   */
  public record Include(String parameter, String targetType) {}

  public SearchQuery {
    criteria = List.copyOf(criteria);
    includes = List.copyOf(includes);
    applied = List.copyOf(applied);
    if (count < 1 || count > MOST) {
      throw new IllegalArgumentException("count is 1 to " + MOST);
    }
  }

  /**
   * Reads the parameters of a request.
   *
   * @param parameters decoded, in their order; one that stands twice must fit twice
   */
  public static SearchResult parse(
      ResourceType type, List<Map.Entry<String, String>> parameters, Handling handling) {
    return new SearchParser(type, handling).parse(parameters);
  }

  /** The parameters that count as a query string, without question mark. */
  public String queryString() {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, String> one : applied) {
      pairs.add(encoded(one.getKey()) + "=" + encoded(one.getValue()));
    }
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
