package io.pharmatrace.registry.application.load;

import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.JobKind;
import io.pharmatrace.platform.jobs.JobKind.Advanced;
import io.pharmatrace.platform.jobs.JobKind.Progress;
import io.pharmatrace.platform.jobs.JobKind.Step;
import io.pharmatrace.platform.jobs.JobResult;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.registry.application.load.MasterDataRows.Read;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;

/**
 * Loads the rows of one table, some hundred in a transaction. Of a thing that stands there twice
 * the first row counts; the others are passed over when they say the same, else refused.
 */
final class Loading implements JobKind.Work {
  private static final int CHUNK = 1_000;
  private static final String SAVEPOINT = "dry-run";

  private final LoadTable table;
  private final Caller caller;
  private final boolean dryRun;
  private final List<Row> rows;
  private final List<JobResult> notes;
  private final Map<String, Row> first = new HashMap<>();

  Loading(LoadTable table, Caller caller, boolean dryRun, Read read) {
    this.table = table;
    this.caller = caller;
    this.dryRun = dryRun;
    this.rows = read.rows();
    this.notes = read.notes();
    rows.forEach(row -> first.putIfAbsent(table.key(row), row));
  }

  @Override
  public int total() {
    return rows.size();
  }

  @Override
  public Step run(Handle transaction, int from, Progress progress) {
    int next = Math.min(rows.size(), from + CHUNK);
    // What was passed over is told before all else, for it may belong to no row.
    List<JobResult> results = new ArrayList<>(from == 0 ? notes : List.of());
    List<Row> fresh = new ArrayList<>();
    for (Row row : rows.subList(from, next)) {
      Row before = Objects.requireNonNull(first.get(table.key(row)));
      if (before.number() == row.number()) {
        fresh.add(row);
      } else if (!before.cells().equals(row.cells())) {
        results.add(
            JobResult.refused(
                row.number(),
                table.key(row),
                null,
                ErrorCode.CONFLICT.code(),
                "Row %d is about the same and says otherwise; keep one of them."
                    .formatted(before.number())));
      }
    }
    transaction.savepoint(SAVEPOINT);
    results.addAll(table.load(transaction, caller, fresh));
    if (dryRun) {
      transaction.rollbackToSavepoint(SAVEPOINT);
    }
    results.sort(Comparator.comparingInt(JobResult::position));
    return new Advanced(next, results);
  }
}
