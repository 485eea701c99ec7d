package io.pharmatrace.custody.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.custody.application.Holders;
import io.pharmatrace.custody.application.Holders.Concern;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;

/** Which recalls concern an organisation. */
@Tag(name = "custody")
@Controller("/api/v1/stock/recalled")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class RecalledStockController {
  /** Recalls of a CSV file that are counted at once. */
  private static final int CSV_PAGE = 100;

  private static final Csv<Concern> TABLE =
      Csv.<Concern>table()
          .column("recall", Concern::recall)
          .column("gtin", Concern::gtin)
          .column("name", Concern::name)
          .column("batch", Concern::batch)
          .column("country", Concern::country)
          .column("since", Concern::since)
          .column("reason", Concern::reason)
          .column("told", Concern::told)
          .column("packs", Concern::packs)
          .column("incoming", Concern::incoming);

  private final Holders holders;

  RecalledStockController(Holders holders) {
    this.holders = holders;
  }

  /**
   * Recalls and withdrawals that concern your organisation: it held some of it, or some was sent to
   * it later. Each with the packs that it holds of it now (what it shipped and nobody has accepted
   * yet among them) and those on their way to it; none, when all are given back or destroyed.
   *
   * @param after id of the last one of the page before
   * @param limit how many at the most; as CSV (header Accept) you get all of them
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  HttpResponse<?> list(
      @QueryValue(defaultValue = "0") @PositiveOrZero long after,
      @QueryValue(defaultValue = "100") @Min(1) @Max(100) int limit,
      HttpRequest<?> request,
      Caller caller) {
    return Csv.isPreferred(request)
        ? TABLE.download(
            "recalled.csv",
            last ->
                holders.concerning(
                    caller.organisation(), last == null ? after : last.recall(), CSV_PAGE))
        : HttpResponse.ok(holders.concerning(caller.organisation(), after, limit));
  }
}
