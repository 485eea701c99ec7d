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
import io.pharmatrace.custody.application.Holders.Holder;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.UUID;

/** Who holds what is recalled. */
@Tag(name = "custody")
@Controller("/api/v1/recalls/{id}/holders")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class HolderController {
  private static final Csv<Holder> TABLE =
      Csv.<Holder>table()
          .column("organisation", Holder::organisation)
          .column("name", Holder::name)
          .column("site", Holder::site)
          .column("siteName", Holder::siteName)
          .column("inTransitTo", Holder::inTransitTo)
          .column("batch", Holder::batch)
          .column("unit", Holder::unit)
          .column("packs", Holder::packs);

  private final Holders holders;

  HolderController(Holders holders) {
    this.holders = holders;
  }

  /**
   * How many active packs of what is recalled who holds now, by batch and site. The manufacturer of
   * the product and regulators see every holder; others what they hold or what is on its way from
   * them or to them.
   *
   * @param units whether by topmost unit, too
   * @param limit how many lines at the most
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  HttpResponse<?> list(
      long id,
      @QueryValue(defaultValue = "false") boolean units,
      @QueryValue(defaultValue = "10000") @Min(1) @Max(100_000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    UUID manufacturer =
        holders
            .manufacturer(id)
            .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such recall."));
    boolean all = caller.is(Role.REGULATOR) || manufacturer.equals(caller.organisation());
    List<Holder> list = holders.of(id, all ? null : caller.organisation(), units, limit);
    return TABLE.either(request, "holders.csv", list);
  }
}
