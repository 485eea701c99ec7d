package io.pharmatrace.gs1;

import io.pharmatrace.gs1.DataFormat.Component;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table of application identifiers, read once from {@code application-identifiers.tsv}. */
final class AiTable {
  static final AiTable INSTANCE = load();

  /** Digits in an identifier at most. */
  private static final int LONGEST = 4;

  private final Map<String, ApplicationIdentifier> rows;

  /** By {@link ApplicationIdentifier#number()}. */
  private final @Nullable ApplicationIdentifier[] byNumber = new ApplicationIdentifier[20_000];

  private AiTable(Map<String, ApplicationIdentifier> rows) {
    this.rows = rows;
    rows.forEach((ai, row) -> byNumber[row.number()] = row);
  }

  Collection<ApplicationIdentifier> all() {
    return Collections.unmodifiableCollection(rows.values());
  }

  /** The identifier that is {@code text[from, to)}, or null. */
  @Nullable ApplicationIdentifier exactly(String text, int from, int to) {
    ApplicationIdentifier found = at(text, from, to);
    return found != null && found.digits() == to - from ? found : null;
  }

  /** The identifier that begins {@code text[from, to)}, or null. */
  @Nullable ApplicationIdentifier at(String text, int from, int to) {
    int number = 1;
    int end = Math.min(to, from + LONGEST);
    for (int i = from; i < end; i++) {
      int digit = Chars.digit(text, i);
      if (digit < 0 || digit > 9) {
        return null;
      }
      number = number * 10 + digit;
      ApplicationIdentifier row = byNumber[number];
      // No identifier is the beginning of another one.
      if (row != null) {
        return row;
      }
    }
    return null;
  }

  private static AiTable load() {
    Map<String, ApplicationIdentifier> rows = new TreeMap<>();
    Resources.lines("application-identifiers.tsv").forEach(line -> addRows(line, rows));
    return new AiTable(rows);
  }

  private static void addRows(String line, Map<String, ApplicationIdentifier> rows) {
    String[] fields = Arrays.copyOf(line.split("\t", -1), 5);
    String[] range = fields[0].split("-", -1);
    int last = Integer.parseInt(range[range.length - 1]);
    for (int number = Integer.parseInt(range[0]); number <= last; number++) {
      String ai = String.format(Locale.ROOT, "%0" + range[0].length() + "d", number);
      String flags = fields[1];
      List<Component> components = new ArrayList<>();
      for (String component : fields[2].split(" ", -1)) {
        components.add(component(component));
      }
      rows.put(ai, row(ai, flags, components, text(fields[3]), text(fields[4])));
    }
  }

  private static ApplicationIdentifier row(
      String ai, String flags, List<Component> components, String attributes, String title) {
    List<List<List<String>>> required = new ArrayList<>();
    List<String> excluded = new ArrayList<>();
    List<List<String>> qualifiers = null;
    for (String attribute : attributes.split(" ", -1)) {
      String value = attribute.substring(attribute.indexOf('=') + 1);
      if (attribute.startsWith("req=")) {
        required.add(split(value, ',').stream().map(group -> split(group, '+')).toList());
      } else if (attribute.startsWith("ex=")) {
        excluded.addAll(split(value, ','));
      } else if (attribute.equals("dlpkey")) {
        qualifiers = List.of(List.of());
      } else if (attribute.startsWith("dlpkey=")) {
        qualifiers = split(value, '|').stream().map(sequence -> split(sequence, ',')).toList();
      }
    }
    return new ApplicationIdentifier(
        ai,
        title,
        flags.contains("*"),
        flags.contains("?"),
        new DataFormat(components),
        new Companions(required, excluded),
        qualifiers);
  }

  /** Reads for example {@code N13,csum,gcppos1} or {@code [X..17]}. */
  private static Component component(String text) {
    int comma = text.indexOf(',');
    String size = (comma < 0 ? text : text.substring(0, comma)).replace("[", "").replace("]", "");
    List<FieldRule> rules =
        comma < 0
            ? size.charAt(0) == 'Z' ? List.of(FieldRule.BASE64PADDING) : List.of()
            : split(text.substring(comma + 1), ',').stream()
                .map(rule -> FieldRule.valueOf(rule.toUpperCase(Locale.ROOT)))
                .toList();
    CharacterSet characters =
        switch (size.charAt(0)) {
          case 'N' -> CharacterSet.NUMERIC;
          case 'X' -> CharacterSet.SET_82;
          case 'Y' -> CharacterSet.SET_39;
          case 'Z' -> CharacterSet.SET_64;
          default -> throw new IllegalStateException("Component " + text + " has an unknown type.");
        };
    boolean varies = size.startsWith("..", 1);
    int max = Integer.parseInt(size.substring(varies ? 3 : 1));
    return new Component(characters, varies ? 1 : max, max, text.startsWith("["), rules);
  }

  private static List<String> split(String text, char separator) {
    return List.of(text.split("\\" + separator, -1));
  }

  private static String text(@Nullable String field) {
    return field == null ? "" : field;
  }
}
