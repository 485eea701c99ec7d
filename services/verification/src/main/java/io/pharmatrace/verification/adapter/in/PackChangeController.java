package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.PackChanges;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Changes of a pack's state: dispensing, other ways to decommission, and undoing them. */
@Tag(name = "verification")
@Controller("/api/v1/packs/{gtin}/{serial}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({Role.Names.MANUFACTURER, Role.Names.DISTRIBUTOR, Role.Names.PHARMACIST})
class PackChangeController {
  /** What a clock may be ahead. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private final PackChanges changes;

  PackChangeController(PackChanges changes) {
    this.changes = changes;
  }

  /**
   * A change that is wanted.
   *
   * @param state Supplied, Exported, CheckedOut, Sample, FreeSample, Locked, Stolen, Destroyed; or
   *     Active to undo
   * @param undone which state is to be undone; absent for whichever the pack is in
   * @param transactionId chosen by the client, the same for a retry, which is given the first
   *     answer
   * @param batch batch number on the label, compared with the record
   * @param expiry expiry date on the label: YYMMDD as in the barcode, or an ISO 8601 date
   * @param time when it happened, with an offset; absent for now. A retry repeats it or leaves it
   *     out
   * @param place GLN of the site where it happened; absent for that of the user or device, which
   *     cannot act elsewhere
   */
  @Serdeable
  record Wanted(
      @NotBlank @Size(max = 20) String state,
      @Nullable @Size(max = 20) String undone,
      @NotBlank @Size(max = 100) String transactionId,
      @Nullable String batch,
      @Nullable String expiry,
      @Nullable OffsetDateTime time,
      @Nullable String place) {}

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
  Changed change(Gtin gtin, Serial serial, @Valid @Body Wanted body, Caller caller) {
    PackChanges.Answer answer = changes.change(wanted(new Sgtin(gtin, serial), body, caller));
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

  private static PackChanges.Wanted wanted(Sgtin pack, Wanted body, Caller caller) {
    @Nullable String place = body.place() == null ? caller.site() : body.place();
    if (caller.site() != null && !caller.site().equals(place)) {
      throw new ApiException(
          ErrorCode.FORBIDDEN, "You work at " + caller.site() + " and act there only.");
    }
    if (body.time() != null
        && body.time().toInstant().isAfter(Instant.now().plus(CLOCK_TOLERANCE))) {
      throw new ApiException(ErrorCode.INVALID_VALUE, "The time lies in the future.");
    }
    return new PackChanges.Wanted(
        caller.organisation(),
        body.transactionId(),
        pack,
        state(body.state()),
        body.undone() == null ? null : state(body.undone()),
        body.time(),
        place == null ? null : Inputs.require(Gln.parse(place)),
        body.batch() == null ? null : Inputs.require(Lot.parse(body.batch())),
        body.expiry() == null ? null : Labels.expiry(body.expiry()));
  }

  private static String state(String text) {
    if (!PackChanges.STATES.contains(text)) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE,
          "A state is one of " + String.join(", ", PackChanges.STATES) + ".");
    }
    return text;
  }
}
