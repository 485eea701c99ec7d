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
import io.pharmatrace.custody.application.Stock;
import io.pharmatrace.custody.application.Stock.Level;
import io.pharmatrace.custody.application.Stock.Line;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.Organisations;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What organisations hold, and what is on its way from them and to them. */
@Tag(name = "custody")
@Controller("/api/v1/stock")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class StockController {
  /** Lines of a CSV file that are in memory at once. */
  private static final int CSV_PAGE = 10_000;

  private static final Csv<Line> TABLE =
      Csv.<Line>table()
          .column("gtin", Line::gtin)
          .column("name", Line::name)
          .column("batch", Line::batch)
          .column("expiry", Line::expiry)
          .column("site", Line::site)
          .column("siteName", Line::siteName)
          .column("unit", Line::unit)
          .column("packs", Line::packs)
          .column("outgoing", Line::outgoing)
          .column("incoming", Line::incoming);

  private final Stock stock;
  private final Organisations organisations;
  private final Jdbi jdbi;

  StockController(Stock stock, Organisations organisations, Jdbi jdbi) {
    this.stock = stock;
    this.organisations = organisations;
    this.jdbi = jdbi;
  }

  /**
   * Active packs of your organisation: held, shipped and not yet accepted (outgoing), and shipped
   * to it and not yet accepted (incoming).
   *
   * @param level how finely it is counted: PRODUCT, BATCH, SITE or UNIT
   * @param site GLN; what is held at one site only
   * @param gtin of one product only
   * @param batch of one batch only
   * @param organisation GLN; for a regulator, who has to name one
   * @param skip how many lines to leave out, of pages before
   * @param limit how many lines at the most; as CSV (header Accept) you get all of them
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  HttpResponse<?> list(
      @QueryValue(defaultValue = "BATCH") Level level,
      @Nullable @QueryValue Gln site,
      @Nullable @QueryValue Gtin gtin,
      @Nullable @QueryValue String batch,
      @Nullable @QueryValue Gln organisation,
      @QueryValue(defaultValue = "0") @Min(0) @Max(1_000_000) int skip,
      @QueryValue(defaultValue = "1000") @Min(1) @Max(10_000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    Stock.Question question =
        new Stock.Question(
            whose(organisation, caller),
            level,
            site,
            gtin,
            batch == null ? null : Inputs.require(Lot::parse, batch));
    return Csv.isPreferred(request)
        ? TABLE.download("stock.csv", last -> stock.list(question, last, 0, CSV_PAGE))
        : HttpResponse.ok(stock.list(question, null, skip, limit));
  }

  private UUID whose(@Nullable Gln organisation, Caller caller) {
    if (!caller.is(Role.REGULATOR)) {
      if (organisation != null) {
        throw new ApiException(
            ErrorCode.INVALID_VALUE, "You see the stock of your own organisation; name none.");
      }
      return caller.organisation();
    }
    if (organisation == null) {
      throw new ApiException(ErrorCode.INVALID_VALUE, "Name the organisation by its GLN.");
    }
    @Nullable UUID owner =
        jdbi.withHandle(handle -> organisations.ownersOf(handle, Set.of(organisation)))
            .get(organisation);
    if (owner == null) {
      throw new ApiException(ErrorCode.NOT_FOUND, "No organisation has this GLN.");
    }
    return owner;
  }
}
