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
import io.pharmatrace.custody.application.UnitBook;
import io.pharmatrace.custody.application.UnitBook.Child;
import io.pharmatrace.custody.application.UnitBook.View;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** What is inside a unit, and who holds it. */
@Tag(name = "custody")
@Controller("/api/v1/units")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class UnitController {
  /** Lines of a CSV file that are in memory at once. */
  private static final int CSV_PAGE = 10_000;

  private static final Csv<Child> TABLE =
      Csv.<Child>table()
          .column("unit", Child::unit)
          .column("kind", Child::kind)
          .column("state", Child::state)
          .column("observed", Child::observed)
          .column("packs", Child::packs);

  private final UnitBook book;

  UnitController(UnitBook book) {
    this.book = book;
  }

  /**
   * A pack or logistic unit that you hold or that is on offer to you: where it is, what it is in,
   * and what is inside. A unit of somebody else is not told from an unknown one.
   *
   * @param unit an SSCC of 18 digits, or a GS1 Digital Link URI or EPC URN, percent-encoded
   * @param after the child that the page before ended with
   * @param limit how many children at the most; as CSV (header Accept) you get all of them
   */
  @Get(
      value = "/{unit}",
      produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "The unit; as CSV what is directly inside",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = View.class)),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  HttpResponse<?> show(
      String unit,
      @Nullable @QueryValue String after,
      @QueryValue(defaultValue = "1000") @Min(1) @Max(10_000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    Epc asked = UnitNames.one(unit);
    boolean csv = Csv.isPreferred(request);
    View view = view(asked, after, csv ? 1 : limit, caller);
    return csv
        ? TABLE.download(
            "contents.csv",
            last -> view(asked, last == null ? after : last.unit(), CSV_PAGE, caller).children())
        : HttpResponse.ok(view);
  }

  private View view(Epc unit, @Nullable String after, int limit, Caller caller) {
    return book.find(
            unit, Viewer.of(caller).scope(), after == null ? null : UnitNames.one(after), limit)
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such unit of yours."));
  }
}
