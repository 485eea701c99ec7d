package io.pharmatrace.registry.application.load;

import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.jobs.JobResult;
import io.pharmatrace.platform.security.Caller;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A part of the registry that is loaded in bulk, by the same rules as its single {@code PUT}; but a
 * cell that is empty leaves what is on record. Thread-safe.
 */
public sealed interface LoadTable
    permits BatchTable, OrganisationTable, ProductTable, ReaderTable, SiteTable, UserTable {
  /** As in the address, for example {@code products}. */
  String name();

  /** Columns that a table has to have. */
  List<String> required();

  /** Columns that it may have. */
  List<String> optional();

  /** What identifies the thing of a row, in one spelling. */
  String key(Row row);

  /**
   * Stores what is right.
   *
   * @param caller who asked for it
   * @param rows some hundred, each key once
   * @return why the others were refused, in the order of the rows
   */
  List<JobResult> load(Handle handle, Caller caller, List<Row> rows);
}
