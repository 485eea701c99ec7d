package io.pharmatrace.registry.application.load;

import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.JobResult;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.registry.application.Directory;
import io.pharmatrace.registry.application.Directory.NewUser;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Users: username, name, organisation (its GLN), role, site (its GLN). There is no column for
 * passwords: a table lies around readable, here too until it is loaded.
 */
@Singleton
@Named(UserTable.NAME)
final class UserTable implements LoadTable {
  static final String NAME = "users";

  private static final String FIRST_ADMINISTRATOR = "admin";

  private final Directory directory;

  UserTable(Directory directory) {
    this.directory = directory;
  }

  private record Given(Row row, NewUser user) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> required() {
    return List.of("username", "name", "organisation", "role");
  }

  @Override
  public List<String> optional() {
    return List.of("site");
  }

  @Override
  public String key(Row row) {
    return row.cells().getOrDefault("username", "");
  }

  @Override
  public List<JobResult> load(Handle handle, Caller caller, List<Row> rows) {
    Refusals refusals = new Refusals(this::key);
    List<Given> given =
        refusals.keep(
            Cells.read(rows, refusals, cells -> new Given(cells.row(), user(cells))),
            one -> !one.user().username().equals(FIRST_ADMINISTRATOR),
            Given::row,
            "username",
            ErrorCode.CONFLICT,
            "The first administrator cannot be changed here.");
    Set<String> put = directory.putUsers(handle, given.stream().map(Given::user).toList(), true);
    refusals.keep(
        given,
        one -> put.contains(one.user().username()),
        Given::row,
        null,
        ErrorCode.CONFLICT,
        Directory.FOREIGN_USER);
    return refusals.inOrder();
  }

  private static NewUser user(Cells cells) {
    return new NewUser(
        cells.requiredText("username", 64),
        cells.requiredText("name", 200),
        cells.gln("organisation"),
        Set.of(cells.role("role")),
        null,
        cells.optionalGln("site").orElse(null));
  }
}
