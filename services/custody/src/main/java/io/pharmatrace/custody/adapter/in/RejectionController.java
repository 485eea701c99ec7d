package io.pharmatrace.custody.adapter.in;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.pharmatrace.custody.application.Rejections;
import io.pharmatrace.custody.application.Rejections.Rejection;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;

/** Scans and events that could not be used. */
@Tag(name = "capture")
@Controller("/api/v1/rejections")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
class RejectionController {
  private final Rejections rejections;

  RejectionController(Rejections rejections) {
    this.rejections = rejections;
  }

  /**
   * The latest rejections, newest first. An organisation sees its own; regulators and
   * administrators see all, also those that belong to nobody known.
   *
   * @param before list only those with a smaller id
   * @param limit how many at the most
   */
  @Get
  List<Rejection> list(
      @QueryValue(defaultValue = "9223372036854775807") long before,
      @QueryValue(defaultValue = "50") @Min(1) @Max(500) int limit,
      Caller caller) {
    boolean all = caller.is(Role.REGULATOR) || caller.is(Role.ADMINISTRATOR);
    return rejections.list(all ? null : caller.organisation(), before, limit);
  }
}
