package io.pharmatrace.registry.application.load;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.csv.CsvTable.Row;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.JobResult;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.registry.Organisations;
import io.pharmatrace.registry.application.Directory;
import io.pharmatrace.registry.application.Directory.NewSite;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Sites: gln, name, country. Without an organisation (its GLN) a site is that of the organisation
 * whose it is already, or that has the same GLN.
 */
@Singleton
@Named(SiteTable.NAME)
final class SiteTable implements LoadTable {
  static final String NAME = "sites";

  private final Directory directory;
  private final Organisations organisations;

  SiteTable(Directory directory, Organisations organisations) {
    this.directory = directory;
    this.organisations = organisations;
  }

  private record Given(
      Row row, Gln gln, String name, Optional<Gln> organisation, Optional<String> country) {}

  private record Ready(Row row, NewSite site) {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> required() {
    return List.of("gln", "name");
  }

  @Override
  public List<String> optional() {
    return List.of("organisation", "country");
  }

  @Override
  public String key(Row row) {
    return row.cells().getOrDefault("gln", "");
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
                    cells.row(),
                    cells.gln("gln"),
                    cells.requiredText("name", 200),
                    cells.optionalGln("organisation"),
                    cells.country("country")));
    List<Ready> ready = ready(handle, given, refusals);
    Set<String> put = directory.putSites(handle, ready.stream().map(Ready::site).toList(), true);
    refusals.keep(
        ready,
        one -> put.contains(one.site().gln().digits()),
        Ready::row,
        "organisation",
        ErrorCode.CONFLICT,
        Directory.FOREIGN_SITE);
    return refusals.inOrder();
  }

  private List<Ready> ready(Handle handle, List<Given> given, Refusals refusals) {
    Map<Gln, UUID> owners = organisations.ownersOf(handle, given.stream().map(Given::gln).toList());
    Map<UUID, Gln> glns =
        organisations.byIds(handle, Set.copyOf(owners.values())).values().stream()
            .collect(Collectors.toMap(Organisation::id, Organisation::gln));
    List<Ready> ready = new ArrayList<>();
    for (Given one : given) {
      @Nullable UUID owner = owners.get(one.gln());
      Optional<Gln> organisation =
          one.organisation().or(() -> Optional.ofNullable(owner == null ? null : glns.get(owner)));
      if (organisation.isPresent()) {
        ready.add(
            new Ready(
                one.row(),
                new NewSite(
                    organisation.get(), one.gln(), one.name(), one.country().orElse(null))));
      } else {
        refusals.add(
            one.row(),
            "organisation",
            ErrorCode.INVALID_VALUE,
            "The site is new: say whose it is, by the GLN of the organisation.");
      }
    }
    return ready;
  }
}
