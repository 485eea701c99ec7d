package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.Entry;
import io.pharmatrace.custody.PackChanges;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.gs1.Sgtin;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

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
   * @param code changed, always: what was refused is an error with its reason
   * @param title the answer in a few words
   * @param action what to do
   */
  @Serdeable
  record Changed(
      String gtin,
      String serial,
      String state,
      String eventId,
      String code,
      String title,
      String action) {

    static Changed of(Sgtin pack, String state, String eventId) {
      return new Changed(
          pack.gtin().digits(),
          pack.serial().value(),
          state,
          eventId,
          "changed",
          "The pack is " + state + " on record.",
          switch (state) {
            case "Active" -> "Put it back into stock.";
            case "Locked" -> "Keep it apart until it is unlocked or destroyed.";
            case "Stolen" -> "Report the theft; nothing leads back from it.";
            case "Destroyed" -> "There is nothing more to do; nothing leads back from it.";
            default -> "Go on with it; verify it before it is put back.";
          });
    }
  }

  /**
   * Changes the state of a pack that you hold, once: of two requests at the same time one succeeds.
   * What the table of states does not allow is refused with the reason.
   *
   * @param entry whether the pack was scanned or typed: of what was typed and is not on record
   *     nobody is alerted before the same is typed again or scanned
   */
  @Patch
  Changed change(
      Gtin gtin,
      Serial serial,
      @Valid @Body WantedChange body,
      @Header(name = EntryHeader.NAME, defaultValue = EntryHeader.DEFAULT) String entry,
      Caller caller) {
    Sgtin pack = new Sgtin(gtin, serial);
    Entry how = EntryHeader.of(entry);
    PackChanges.Answer answer = changes.change(body.of(pack, how, caller));
    return switch (answer) {
      case PackChanges.Answer.Done(String eventId) -> Changed.of(pack, body.state(), eventId);
      case PackChanges.Answer.Refused refused -> throw refused(refused, how);
      case PackChanges.Answer.OtherContent _ ->
          throw new ApiException(
              ErrorCode.CONFLICT, "The transactionId was used for another change.");
    };
  }

  private static ApiException refused(PackChanges.Answer.Refused refused, Entry how) {
    PackChanges.@Nullable Alert alert = refused.alert();
    boolean mayBeMistyped =
        how == Entry.TYPED && alert != null && !alert.raised() && isOfLabel(alert);
    return ApiException.refused(
            refused.code(),
            refused.detail(),
            mayBeMistyped ? EntryHeader.READ_AGAIN : PackChanges.remedy(refused.code()))
        .with(Alerted.of(alert));
  }

  private static boolean isOfLabel(PackChanges.Alert alert) {
    return Suspicions.Code.of(alert.code()).kind() == Suspicions.Kind.TECHNICAL;
  }
}
