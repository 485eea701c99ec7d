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
import io.micronaut.security.rules.SecurityRule;
import io.pharmatrace.custody.application.Rejections;
import io.pharmatrace.custody.application.Rejections.Rejection;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Scans and events that could not be used. */
@Tag(name = "capture")
@Controller("/api/v1/rejections")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
class RejectionController {
  /** Lines of a CSV file that are in memory at once. */
  private static final int CSV_PAGE = 500;

  private static final Csv<Rejection> TABLE =
      Csv.<Rejection>table()
          .column("id", Rejection::id)
          .column("received", Rejection::received)
          .column("source", Rejection::source)
          .column("reason", Rejection::reason)
          .column("detail", Rejection::detail)
          .column("original", Rejection::original)
          .column("originalBytes", Rejection::originalBytes);

  private final Rejections rejections;

  RejectionController(Rejections rejections) {
    this.rejections = rejections;
  }

  /**
   * The latest rejections, newest first. An organisation sees its own; regulators and
   * administrators see all, also those that belong to nobody known.
   *
   * @param before list only those with a smaller id
   * @param limit how many at the most; as CSV (header Accept) you get all of them
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  HttpResponse<?> list(
      @QueryValue(defaultValue = "9223372036854775807") long before,
      @QueryValue(defaultValue = "50") @Min(1) @Max(500) int limit,
      HttpRequest<?> request,
      Caller caller) {
    @Nullable UUID whose = whose(caller);
    return Csv.isPreferred(request)
        ? TABLE.download(
            "rejections.csv",
            last -> rejections.list(whose, last == null ? before : last.id(), CSV_PAGE))
        : HttpResponse.ok(rejections.list(whose, before, limit));
  }

  /** What could not be used, as it came; the list shows only the beginning of a long one. */
  @Get(value = "/{id}/original", produces = MediaType.APPLICATION_OCTET_STREAM)
  byte[] original(long id, Caller caller) {
    return rejections
        .original(whose(caller), id)
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such rejection of yours."));
  }

  private static @Nullable UUID whose(Caller caller) {
    boolean all = caller.is(Role.REGULATOR) || caller.is(Role.ADMINISTRATOR);
    return all ? null : caller.organisation();
  }
}
