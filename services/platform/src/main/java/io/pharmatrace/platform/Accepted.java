package io.pharmatrace.platform;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The media types that a caller accepts (header Accept, RFC 9110 section 12.5.1): names are equal
 * in upper and lower case, parameters other than {@code q} are passed over, {@code q=0} excludes.
 */
public final class Accepted {

  /** A media range; {@code quality} from 0, not accepted, to 1. */
  private record Range(String type, String subtype, double quality) {
    boolean holds(String name) {
      int slash = name.indexOf('/');
      return (type.equals("*") || type.equals(name.substring(0, slash)))
          && (subtype.equals("*") || subtype.equals(name.substring(slash + 1)));
    }

    int precision() {
      return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
    }
  }

  private Accepted() {}

  /**
   * What suits the caller best.
   *
   * @param offered media types in lower case without parameters, at least one; of those that the
   *     caller likes equally it is the one that he names first, then the first of these
   * @return empty if he accepts none
   */
  public static Optional<String> best(HttpRequest<?> request, List<String> offered) {
    List<Range> ranges = ranges(request.getHeaders().getAll(HttpHeaders.ACCEPT));
    if (ranges.isEmpty()) {
      return Optional.of(offered.getFirst());
    }
    String best = null;
    double quality = 0;
    int place = 0;
    for (String name : offered) {
      int at = decisive(ranges, name);
      double its = at < 0 ? 0 : ranges.get(at).quality();
      if (its > quality || (best != null && its == quality && at < place)) {
        best = name;
        quality = its;
        place = at;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Where the most precise range stands that holds this type; -1 if none does. */
  private static int decisive(List<Range> ranges, String name) {
    int found = -1;
    for (int i = 0; i < ranges.size(); i++) {
      if (ranges.get(i).holds(name)
          && (found < 0 || ranges.get(i).precision() > ranges.get(found).precision())) {
        found = i;
      }
    }
    return found;
  }

  private static List<Range> ranges(List<String> headers) {
    List<Range> ranges = new ArrayList<>();
    for (String text : String.join(",", headers).toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = text.split(";", -1);
      String[] name = parts[0].strip().split("/", -1);
      if (name.length == 2 && !name[0].isEmpty() && !name[1].isEmpty()) {
        ranges.add(new Range(name[0], name[1], quality(parts)));
      }
    }
    return ranges;
  }

  /** The weight in a range's parameters; what is no weight counts as none. */
  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip();
      if (parameter.matches("q=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
        return Double.parseDouble(parameter.substring(2));
      }
    }
    return 1;
  }
}
