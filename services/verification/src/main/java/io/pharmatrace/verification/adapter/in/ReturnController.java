package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.Entry;
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
import io.pharmatrace.verification.application.Guesses;
import io.pharmatrace.verification.application.PackLookup;
import io.pharmatrace.verification.application.Parties;
import io.pharmatrace.verification.application.SaleableReturns;
import io.pharmatrace.verification.application.SaleableReturns.Checked;
import io.pharmatrace.verification.application.SaleableReturns.Returned;
import io.pharmatrace.verification.application.Viewer;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Checks packs that customers returned, before they may be sold again. */
@Tag(name = "verification")
@Controller("/api/v1/returns")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({Role.Names.MANUFACTURER, Role.Names.DISTRIBUTOR})
class ReturnController {
  private final SaleableReturns returns;
  private final PackLookup packs;
  private final Parties parties;
  private final Guesses guesses;

  ReturnController(SaleableReturns returns, PackLookup packs, Parties parties, Guesses guesses) {
    this.returns = returns;
    this.packs = packs;
    this.parties = parties;
    this.guesses = guesses;
  }

  /**
   * A returned pack, which you hold again.
   *
   * @param transactionId chosen by the client, the same for a retry, which is given the first
   *     answer
   * @param batch batch number on the label
   * @param expiry expiry date on the label: YYMMDD as in the barcode, or an ISO 8601 date
   * @param returnedBy GLN of who returns it
   * @param place GLN of the site where it is; absent for that of the user or device
   */
  @Serdeable
  record ReturnedPack(
      @NotBlank @Size(max = 100) String transactionId,
      @NotBlank String gtin,
      @NotBlank String serial,
      @NotBlank String batch,
      @NotBlank String expiry,
      @NotBlank String returnedBy,
      @Nullable String place) {}

  /**
   * Whether it may be sold again.
   *
   * @param reason why not, as in the verification of product identifiers, or Not_sold_to_returner
   * @param additionalInfo Expired, Recalled, Suspect or Illegitimate, where that applies
   * @param action what to do
   * @param eventId of the EPCIS event that says that it is in stock again
   */
  @Serdeable
  record CheckedPack(
      boolean saleable,
      @Nullable String reason,
      @Nullable String additionalInfo,
      String action,
      @Nullable String eventId) {

    private static final String SET_ASIDE = "Do not sell it. Set it aside and look into it.";
    private static final String READ_AGAIN =
        "Do not sell it. Read the label again, or scan it, and check it under a new transactionId.";

    static CheckedPack of(Checked checked, Returned returned) {
      return switch (checked) {
        case Checked.Saleable(String eventId) ->
            new CheckedPack(true, null, null, "Put it back into stock.", eventId);
        case Checked.Failed(String reason, String info) ->
            new CheckedPack(
                false,
                reason,
                info,
                returned.entry() == Entry.TYPED && reason.startsWith("No_match_")
                    ? READ_AGAIN
                    : SET_ASIDE,
                null);
        case Checked.Refused(String code, String detail) ->
            throw ApiException.refused(code, detail, PackChanges.remedy(code));
        case Checked.OtherContent() ->
            throw new ApiException(
                ErrorCode.CONFLICT, "The transactionId was used for another return.");
      };
    }
  }

  /**
   * Checks a returned pack and, when it passes, puts it back into stock. One that fails is not
   * restocked; where nothing explains that, it is suspect and becomes a case. With one exception:
   * of a label that was typed and does not fit nobody is told, and the pack is not suspect but
   * stays RETURNED, until the same is typed again within the hour or scanned.
   *
   * @param entry whether the label was scanned or typed: of what was typed and is not on record
   *     nobody is alerted before the same is typed again or scanned
   */
  @Post
  CheckedPack check(
      @Valid @Body ReturnedPack body,
      @Header(name = EntryHeader.NAME, defaultValue = EntryHeader.DEFAULT) String entry,
      Caller caller) {
    Returned returned = returned(body, EntryHeader.of(entry), caller);
    Checked checked =
        returns
            .before(returned)
            .orElseGet(
                () -> {
                  guesses.check(
                      caller,
                      packs
                          .find(
                              returned.pack(),
                              returned.lot().value(),
                              null,
                              new Viewer(caller.organisation(), false))
                          .facts());
                  return returns.check(returned);
                });
    return CheckedPack.of(checked, returned);
  }

  private Returned returned(ReturnedPack body, Entry entry, Caller caller) {
    @Nullable Gln place = Inputs.place(body.place(), caller);
    if (place != null && !parties.hasSite(caller.organisation(), place)) {
      throw new ApiException(ErrorCode.FORBIDDEN, "The place is no site of yours.");
    }
    UUID returnedBy =
        parties
            .ownerOf(Inputs.require(Gln::parse, body.returnedBy()))
            .filter(owner -> !owner.equals(caller.organisation()))
            .orElseThrow(
                () ->
                    new ApiException(
                        ErrorCode.INVALID_VALUE, "returnedBy is no other organisation here."));
    return new Returned(
        caller.organisation(),
        caller.user(),
        body.transactionId(),
        new Sgtin(
            Inputs.require(Gtin::parse, body.gtin()), Inputs.require(Serial::parse, body.serial())),
        Inputs.require(Lot::parse, body.batch()),
        Labels.expiry(body.expiry()),
        entry,
        returnedBy,
        place);
  }
}
