package io.pharmatrace.records.domain.consent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A table of cases in {@code src/test/resources/consent}. Columns before {@code ->} are what goes
 * in, the others what comes out. A cell is a value, alternatives {@code a|b}, or {@code *} for all.
 * Each case has to fit exactly one row, so a table has no gap and no order.
 */
final class Table {
  private record Row(String text, List<Set<String>> in, List<String> out) {
    boolean fits(List<String> values) {
      for (int i = 0; i < in.size(); i++) {
        if (!in.get(i).contains("*") && !in.get(i).contains(values.get(i))) {
          return false;
        }
      }
      return true;
    }
  }

  private final String name;
  private final int inputs;
  private final List<Row> rows = new ArrayList<>();
  private final Set<Row> used = new HashSet<>();

  private Table(String name, int inputs) {
    this.name = name;
    this.inputs = inputs;
  }

  static Table read(String name) {
    return of(name, lines(name));
  }

  static Table of(String name, List<List<String>> lines) {
    int inputs = lines.getFirst().indexOf("->");
    Table table = new Table(name, inputs);
    for (List<String> cells : lines.subList(1, lines.size())) {
      table.rows.add(
          new Row(
              String.join(",", cells),
              cells.subList(0, inputs).stream().map(cell -> Set.of(cell.split("\\|", -1))).toList(),
              cells.subList(inputs + 1, cells.size())));
    }
    return table;
  }

  /**
   * Lines of cells, the header first; empty lines and those with {@code #} in front are left out.
   */
  static List<List<String>> lines(String name) {
    try (InputStream in = Table.class.getResourceAsStream("/consent/" + name)) {
      String text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> List.of(line.split(",", -1)).stream().map(String::strip).toList())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the one row says that fits these values. */
  List<String> find(Object... values) {
    List<String> in = List.of(values).stream().map(String::valueOf).toList();
    if (in.size() != inputs) {
      throw new AssertionError(name + " takes " + inputs + " values, not " + in);
    }
    List<Row> fitting = rows.stream().filter(row -> row.fits(in)).toList();
    if (fitting.size() != 1) {
      throw new AssertionError(
          in + " fits " + fitting.size() + " rows of " + name + ": " + fitting);
    }
    used.add(fitting.getFirst());
    return fitting.getFirst().out();
  }

  /** After all cases: a row that none fits says something that nobody checked. */
  void assertEveryRowFitted() {
    List<String> left = rows.stream().filter(row -> !used.contains(row)).map(Row::text).toList();
    if (!left.isEmpty()) {
      throw new AssertionError("rows of " + name + " that no case fits: " + left);
    }
  }
}
