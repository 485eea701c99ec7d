package io.pharmatrace.custody.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.application.OfferActions;
import io.pharmatrace.custody.application.OfferActions.Accept;
import io.pharmatrace.custody.application.OfferActions.Acceptance;
import io.pharmatrace.custody.application.OfferActions.Action;
import io.pharmatrace.custody.application.OfferActions.Answer;
import io.pharmatrace.custody.application.OfferBook;
import io.pharmatrace.custody.application.OfferBook.Direction;
import io.pharmatrace.custody.application.OfferBook.Offer;
import io.pharmatrace.custody.application.OfferBook.OfferUnit;
import io.pharmatrace.custody.application.query.Viewer;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Handover in two steps: what was shipped is on offer until the receiver has answered. */
@Tag(name = "custody")
@Controller("/api/v1/offers")
@ExecuteOn(TaskExecutors.BLOCKING)
class OfferController {
  /** Lines of a CSV file that are in memory at once. */
  private static final int CSV_PAGE = 500;

  private final OfferBook book;
  private final OfferActions actions;

  OfferController(OfferBook book, OfferActions actions) {
    this.book = book;
    this.actions = actions;
  }

  /** Which offers are listed. */
  enum State {
    OPEN,
    CLOSED
  }

  /**
   * An offer with its units.
   *
   * @param units in the order of their keys
   * @param surplus what the receiver found that had not been offered
   */
  @Serdeable
  record Whole(Offer offer, List<OfferUnit> units, List<String> surplus) {}

  /**
   * How a receiver answers an offer. Units are GS1 Digital Link URIs, EPC URNs or SSCCs of 18
   * digits; they may be inside what was offered.
   *
   * @param transactionId chosen by the client, the same for a retry, which is given the first
   *     answer; a refusal is not kept
   * @param accept ALL but what is named below, LISTED, or NONE: the rest is refused
   * @param units what was received, with LISTED
   * @param refused not taken over; stays with the sender
   * @param damaged not taken over because of its condition
   * @param missing not found; stays on offer, and with the sender
   * @param reason of what is not taken over, for the sender; without control characters
   * @param time when it happened, with an offset; absent for now
   * @param place GLN of the site where it happened; absent for that of the user or device
   */
  @Serdeable
  record NewAcceptance(
      @NotBlank @Size(max = 100) String transactionId,
      @NotNull Accept accept,
      @Nullable @Size(max = 10_000) List<String> units,
      @Nullable @Size(max = 10_000) List<String> refused,
      @Nullable @Size(max = 10_000) List<String> damaged,
      @Nullable @Size(max = 10_000) List<String> missing,
      @Nullable @Size(max = 1000) String reason,
      @Nullable OffsetDateTime time,
      @Nullable String place) {}

  /**
   * How a sender takes an offer back.
   *
   * @param units those to take back; absent for all that is still on offer
   */
  @Serdeable
  record NewWithdrawal(
      @NotBlank @Size(max = 100) String transactionId,
      @Nullable @Size(max = 10_000) List<String> units,
      @Nullable OffsetDateTime time,
      @Nullable String place) {}

  /**
   * Offers to and from your organisation, the latest first; a regulator sees all.
   *
   * @param direction IN: to you; OUT: from you; absent for both
   * @param state OPEN or CLOSED; absent for either
   * @param before list only those with a smaller id
   * @param limit how many at the most; as CSV (header Accept) you get all of them
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  @Secured({
    Role.Names.MANUFACTURER,
    Role.Names.DISTRIBUTOR,
    Role.Names.PHARMACIST,
    Role.Names.REGULATOR
  })
  HttpResponse<?> list(
      @Nullable @QueryValue Direction direction,
      @Nullable @QueryValue State state,
      @QueryValue(defaultValue = "9223372036854775807") long before,
      @QueryValue(defaultValue = "50") @Min(1) @Max(500) int limit,
      HttpRequest<?> request,
      Caller caller) {
    @Nullable UUID viewer = Viewer.of(caller).scope();
    @Nullable Boolean open = state == null ? null : state == State.OPEN;
    return Csv.isPreferred(request)
        ? OfferTables.OFFERS.download(
            "offers.csv",
            last -> book.list(viewer, direction, open, last == null ? before : last.id(), CSV_PAGE))
        : HttpResponse.ok(book.list(viewer, direction, open, before, limit));
  }

  /**
   * An offer and what became of its units.
   *
   * @param after the unit that the page before ended with
   * @param surplusAfter the surplus unit that the page before ended with
   * @param limit how many units, and how many surplus units, at the most; as CSV (header Accept)
   *     you get all of them, with the state surplus
   */
  @Get(
      value = "/{id}",
      produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "The offer; as CSV its units",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Whole.class)),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  @Secured({
    Role.Names.MANUFACTURER,
    Role.Names.DISTRIBUTOR,
    Role.Names.PHARMACIST,
    Role.Names.REGULATOR
  })
  HttpResponse<?> show(
      long id,
      @Nullable @QueryValue String after,
      @Nullable @QueryValue String surplusAfter,
      @QueryValue(defaultValue = "1000") @Min(1) @Max(10_000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    Offer offer =
        book.find(Viewer.of(caller).scope(), id)
            .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such offer of yours."));
    return Csv.isPreferred(request)
        ? OfferTables.UNITS.download("units.csv", last -> OfferTables.unitsAfter(last, book, id))
        : HttpResponse.ok(
            new Whole(
                offer,
                book.units(id, after == null ? null : UnitNames.one(after), limit),
                book.surplus(
                    id, surplusAfter == null ? null : UnitNames.one(surplusAfter), limit)));
  }

  /**
   * Accepts an offer to you, in whole or in part, or refuses it. What you do not accept stays with
   * the sender on record; what was not offered is reported as surplus and is not in your custody.
   */
  @Post("/{id}/acceptance")
  @Secured({Role.Names.MANUFACTURER, Role.Names.DISTRIBUTOR, Role.Names.PHARMACIST})
  Answer accept(long id, @Valid @Body NewAcceptance body, Caller caller) {
    if ((body.accept() == Accept.LISTED) != (body.units() != null)) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE, "Units are named with accept LISTED, and with that only.");
    }
    if (body.reason() != null && !body.reason().codePoints().allMatch(OfferController::isText)) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE, "The reason holds a control character, such as a line break.");
    }
    return actions.accept(
        action(id, body.transactionId(), body.time(), body.place(), caller),
        new Acceptance(
            body.accept(),
            UnitNames.of(body.units()),
            UnitNames.of(body.refused()),
            UnitNames.of(body.damaged()),
            UnitNames.of(body.missing()),
            body.reason()));
  }

  private static boolean isText(int character) {
    return !Character.isISOControl(character)
        && Character.getType(character) != Character.SURROGATE;
  }

  /** Takes an offer of yours back, as far as it is still open. */
  @Post("/{id}/withdrawal")
  @Secured({Role.Names.MANUFACTURER, Role.Names.DISTRIBUTOR, Role.Names.PHARMACIST})
  Answer withdraw(long id, @Valid @Body NewWithdrawal body, Caller caller) {
    return actions.withdraw(
        action(id, body.transactionId(), body.time(), body.place(), caller),
        UnitNames.of(body.units()));
  }

  private static Action action(
      long id,
      String transactionId,
      @Nullable OffsetDateTime time,
      @Nullable String named,
      Caller caller) {
    return new Action(
        caller.organisation(),
        transactionId,
        id,
        Inputs.pastTime(time),
        Inputs.place(named, caller));
  }
}
