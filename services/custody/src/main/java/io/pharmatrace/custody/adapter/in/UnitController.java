package io.pharmatrace.custody.adapter.in;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.custody.application.UnitBook;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
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
   * @param limit how many children at the most
   */
  @Get("/{unit}")
  UnitBook.View show(
      String unit,
      @Nullable @QueryValue String after,
      @QueryValue(defaultValue = "1000") @Min(1) @Max(10_000) int limit,
      Caller caller) {
    return book.find(
            UnitNames.one(unit),
            Viewer.of(caller).scope(),
            after == null ? null : UnitNames.one(after),
            limit)
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such unit of yours."));
  }
}
