package io.pharmatrace.registry.application.load;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.JobResult;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.application.Directory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Organisations: gln, name, role; companyPrefixes as {@code 9521101|9521102}. */
@Singleton
@Named(OrganisationTable.NAME)
final class OrganisationTable implements LoadTable {
  static final String NAME = "organisations";

  private final Directory directory;

  OrganisationTable(Directory directory) {
    this.directory = directory;
  }

  private record Given(Row row, Organisation organisation) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> required() {
    return List.of("gln", "name", "role");
  }

  @Override
  public List<String> optional() {
    return List.of("companyPrefixes");
  }

  @Override
  public String key(Row row) {
    return row.cells().getOrDefault("gln", "");
  }

  @Override
  public List<JobResult> load(Handle handle, Caller caller, List<Row> rows) {
    Refusals refusals = new Refusals(this::key);
    List<Given> given =
        Cells.read(rows, refusals, cells -> new Given(cells.row(), organisation(cells)));
    Set<String> put =
        directory.putOrganisations(handle, given.stream().map(Given::organisation).toList(), true);
    refusals.keep(
        given,
        one -> put.contains(one.organisation().gln().digits()),
        Given::row,
        "role",
        ErrorCode.CONFLICT,
        Directory.OTHER_ROLE);
    return refusals.inOrder();
  }

  private static Organisation organisation(Cells cells) {
    Gln gln = cells.gln("gln");
    String name = cells.requiredText("name", 200);
    Role role = cells.role("role");
    List<String> prefixes = cells.list("companyPrefixes");
    return cells.checked(
        role == Role.ADMINISTRATOR ? "role" : "companyPrefixes",
        () -> new Organisation(UUID.randomUUID(), gln, name, role, prefixes));
  }
}
