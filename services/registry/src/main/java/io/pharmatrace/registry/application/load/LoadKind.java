package io.pharmatrace.registry.application.load;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.csv.CsvTable;
import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.JobKind;
import io.pharmatrace.platform.jobs.JobRequest;
import io.pharmatrace.registry.application.load.MasterDataRows.Read;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads one table, as a job: what is right is kept, what is wrong is told. Thread-safe. */
public final class LoadKind implements JobKind {
  /** What a table comes as. */
  public enum Format {
    CSV,
    /** Master data of an EPCIS document, XML 1.2 or 2.0 or JSON(-LD) 2.0. */
    EPCIS
  }

  /** Parameters of the job. */
  @Serdeable
  record Parameters(Format format, boolean dryRun, Map<String, String> defaults) {}

  private final LoadTable table;
  private final Json json;

  /** Loads this table. */
  public LoadKind(LoadTable table, Json json) {
    this.table = table;
    this.json = json;
  }

  @Override
  public String name() {
    return "load-" + table.name();
  }

  /** The table that it loads. */
  public LoadTable table() {
    return table;
  }

  /**
   * What a job needs to know, once the input is known to be such a table.
   *
   * @param dryRun check everything, store nothing
   * @param defaults what cells hold in rows where they are empty
   * @throws ApiException {@link ErrorCode#UNUSABLE}, {@link ErrorCode#TOO_LARGE}
   */
  public String parameters(
      Format format, boolean dryRun, Map<String, String> defaults, byte[] input) {
    Parameters parameters = new Parameters(format, dryRun, defaults);
    rows(parameters, input);
    return json.write(parameters);
  }

  @Override
  public Work open(JobRequest request, byte[] input) {
    try {
      Parameters parameters = json.read(request.parameters(), Parameters.class);
      Read read = rows(parameters, input);
      return new Loading(table, request.caller(), parameters.dryRun(), read);
    } catch (IOException e) {
      throw new UncheckedIOException("these parameters are our own", e);
    }
  }

  private Read rows(Parameters parameters, byte[] input) {
    Read read =
        switch (parameters.format()) {
          case CSV -> new Read(CsvTable.read(input, table.required(), table.optional()), List.of());
          case EPCIS -> MasterDataRows.read(input, table);
        };
    List<Row> rows =
        read.rows().stream()
            .map(
                row -> {
                  Map<String, String> cells = new HashMap<>(parameters.defaults());
                  cells.putAll(row.cells());
                  return new Row(row.number(), cells);
                })
            .toList();
    return new Read(rows, read.notes());
  }
}
