package io.pharmatrace.conformance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The text of docs/conformance.md: the same records give the same bytes, in whatever order. */
final class Report {
  private static final String HEAD =
      """
      # Conformance

      Written by a whole run of the tests (`./pharmatrace test`); nobody edits it. Each row is a feature of a standard. A feature that is supported has the number of its cases:
      tests that passed, each invocation of a parameterised one counted, and properties, each counted once however many random inputs it tries. A feature that is not supported says why.
      """;

  private Report() {}

  /**
   * Writes the report.
   *
   * @param tallies what the tests showed
   * @param gaps what is not supported
   */
  static String of(Collection<Tally> tallies, Collection<Gap> gaps) {
    Map<Standard, Map<Key, Row>> standards = new EnumMap<>(Standard.class);
    for (Tally tally : tallies) {
      rows(standards, tally.standard())
          .computeIfAbsent(new Key(tally.section(), tally.name()), key -> new Row())
          .add(tally);
    }
    for (Gap gap : gaps) {
      Row row =
          rows(standards, gap.standard())
              .computeIfAbsent(new Key(gap.section(), gap.name()), key -> new Row());
      if (row.cases + row.properties > 0) {
        throw new IllegalStateException("Listed as not supported, yet tests show it: " + gap);
      }
      row.why = gap.why();
    }
    StringBuilder text = new StringBuilder(HEAD);
    standards.forEach((standard, rows) -> section(text, standard, rows));
    return text.toString();
  }

  private static Map<Key, Row> rows(Map<Standard, Map<Key, Row>> standards, Standard standard) {
    return standards.computeIfAbsent(standard, each -> new TreeMap<>());
  }

  private static void section(StringBuilder text, Standard standard, Map<Key, Row> rows) {
    long supported = rows.values().stream().filter(row -> row.why.isEmpty()).count();
    int cases = rows.values().stream().mapToInt(row -> row.cases).sum();
    int properties = rows.values().stream().mapToInt(row -> row.properties).sum();
    text.append("\n## %s\n".formatted(standard.title()))
        .append(
            "%d features supported, %d not; %d cases, %d properties.\n\n"
                .formatted(supported, rows.size() - supported, cases, properties))
        .append("| section | feature | supported | cases | properties | shown by |\n")
        .append("|---|---|---|---|---|---|\n");
    rows.forEach((key, row) -> text.append(row.line(key)));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private record Key(String section, String name) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing((Key key) -> inOrder(key.section())).thenComparing(Key::name);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }

    /** So that 7.4.10 follows 7.4.9. */
    private static String inOrder(String section) {
      List<String> parts = new ArrayList<>();
      for (String part : section.split("[.]", -1)) {
        parts.add(" ".repeat(Math.max(0, 6 - part.length())) + part);
      }
      return String.join(".", parts);
    }
  }

  private static final class Row {
    private final TreeSet<String> shownBy = new TreeSet<>();
    private int cases;
    private int properties;
    private String why = "";

    void add(Tally tally) {
      cases += tally.cases();
      properties += tally.properties();
      shownBy.add(tally.shownBy());
    }

    String line(Key key) {
      return "| %s | %s | %s | %s | %s | %s |\n"
          .formatted(
              cell(key.section()),
              cell(key.name()),
              why.isEmpty() ? "yes" : "no: " + cell(why),
              cases == 0 ? "" : cases,
              properties == 0 ? "" : properties,
              cell(String.join(", ", shownBy)));
    }
  }
}
