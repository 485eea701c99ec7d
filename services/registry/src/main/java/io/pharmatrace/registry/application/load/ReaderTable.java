package io.pharmatrace.registry.application.load;

import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.JobResult;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.registry.application.Directory;
import io.pharmatrace.registry.application.Directory.NewReader;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Readers: id, site (its GLN). */
@Singleton
@Named(ReaderTable.NAME)
final class ReaderTable implements LoadTable {
  static final String NAME = "readers";

  private final Directory directory;

  ReaderTable(Directory directory) {
    this.directory = directory;
  }

  private record Given(Row row, NewReader reader) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> required() {
    return List.of("id", "site");
  }

  @Override
  public List<String> optional() {
    return List.of();
  }

  @Override
  public String key(Row row) {
    return row.cells().getOrDefault("id", "");
  }

  @Override
  public List<JobResult> load(Handle handle, Caller caller, List<Row> rows) {
    Refusals refusals = new Refusals(this::key);
    List<Given> given =
        Cells.read(
            rows,
            refusals,
            cells ->
                new Given(
                    cells.row(), new NewReader(cells.requiredText("id", 64), cells.gln("site"))));
    Set<String> put = directory.putReaders(handle, given.stream().map(Given::reader).toList());
    refusals.keep(
        given,
        one -> put.contains(one.reader().id()),
        Given::row,
        "site",
        ErrorCode.CONFLICT,
        Directory.NO_SITE);
    return refusals.inOrder();
  }
}
