package io.pharmatrace.registry.application.load;

import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.JobResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects why rows are refused. Belongs to one thread. */
final class Refusals {
  private final Function<Row, String> key;
  private final List<JobResult> results = new ArrayList<>();

  /** With what identifies the thing of a row. */
  Refusals(Function<Row, String> key) {
    this.key = key;
  }

  void add(Row row, @Nullable String column, ErrorCode code, String detail) {
    results.add(JobResult.refused(row.number(), key.apply(row), column, code.code(), detail));
  }

  /**
   * Refuses a value.
   *
   * @param kind code of the kind of mistake, if it has one
   */
  void addInvalid(Row row, String column, @Nullable String kind, String detail) {
    results.add(
        JobResult.refused(
                row.number(), key.apply(row), column, ErrorCode.INVALID_VALUE.code(), detail)
            .because(kind));
  }

  /** How many reasons there are. */
  int count() {
    return results.size();
  }

  /** Refuses what does not hold, and gives the rest. */
  <T> List<T> keep(
      List<T> things,
      Predicate<T> holds,
      Function<T, Row> row,
      @Nullable String column,
      ErrorCode code,
      String detail) {
    return things.stream()
        .filter(
            thing -> {
              boolean kept = holds.test(thing);
              if (!kept) {
                add(row.apply(thing), column, code, detail);
              }
              return kept;
            })
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** All of them, in the order of the rows. */
  List<JobResult> inOrder() {
    return results.stream().sorted(Comparator.comparingInt(JobResult::position)).toList();
  }
}
