package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.PackChanges;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

/** Changes of a pack's state: dispensing, other ways to decommission, and undoing them. */
@Tag(name = "verification")
@Controller("/api/v1/packs/{gtin}/{serial}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({Role.Names.MANUFACTURER, Role.Names.DISTRIBUTOR, Role.Names.PHARMACIST})
class PackChangeController {
  private final PackChanges changes;

  PackChangeController(PackChanges changes) {
    this.changes = changes;
  }

  /**
   * A change that was made.
   *
   * @param eventId of the EPCIS event that says so
   */
  @Serdeable
  record Changed(String gtin, String serial, String state, String eventId) {}

  /**
   * Changes the state of a pack that you hold, once: of two requests at the same time one succeeds.
   * What the table of states does not allow is refused with the reason.
   */
  @Patch
  Changed change(Gtin gtin, Serial serial, @Valid @Body WantedChange body, Caller caller) {
    PackChanges.Answer answer = changes.change(body.of(new Sgtin(gtin, serial), caller));
    return switch (answer) {
      case PackChanges.Answer.Done(String eventId) ->
          new Changed(gtin.digits(), serial.value(), body.state(), eventId);
      case PackChanges.Answer.Refused(String reason, String detail) ->
          throw ApiException.refused(reason, detail);
      case PackChanges.Answer.OtherContent _ ->
          throw new ApiException(
              ErrorCode.CONFLICT, "The transactionId was used for another change.");
    };
  }
}
