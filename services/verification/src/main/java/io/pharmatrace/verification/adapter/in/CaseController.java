package io.pharmatrace.verification.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Serial;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Organisation;
import io.pharmatrace.verification.application.Case;
import io.pharmatrace.verification.application.CaseParties;
import io.pharmatrace.verification.application.CaseWork;
import io.pharmatrace.verification.application.CaseWork.Actor;
import io.pharmatrace.verification.application.CaseWork.Result;
import io.pharmatrace.verification.application.Cases;
import io.pharmatrace.verification.application.Viewer;
import io.pharmatrace.verification.domain.CaseRules;
import io.pharmatrace.verification.domain.CaseState;
import io.pharmatrace.verification.domain.Cause;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Alerts, and the cases that they are. Who is not concerned sees none. */
@Tag(name = "alerts")
@Controller("/api/v1/alerts")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class CaseController {
  /** Lines of a CSV file that are in memory at once. */
  private static final int CSV_PAGE = 500;

  private final Cases cases;
  private final CaseWork work;
  private final CaseParties parties;

  CaseController(Cases cases, CaseWork work, CaseParties parties) {
    this.cases = cases;
    this.work = work;
    this.parties = parties;
  }

  /**
   * What somebody has to say about a case.
   *
   * @param transactionId chosen by the client, the same for a retry, which adds nothing
   */
  @Serdeable
  record Comment(
      @NotBlank @Size(max = 4000) String comment,
      @Nullable @Size(min = 1, max = 100) String transactionId) {}

  /**
   * Who is to look into a case.
   *
   * @param user of your organisation; absent for nobody
   * @param version of the case as you have seen it
   */
  @Serdeable
  record Assignment(@Nullable @Size(max = 64) String user, @Min(1) int version) {}

  /**
   * How a case goes on.
   *
   * @param state open, investigating or closed
   * @param cause when it is closed: procedural-error, handling-error, technical-fault,
   *     scanner-fault, data-not-uploaded, data-wrong, falsification-confirmed, other
   * @param comment why; needed with cause other, and to open a closed case again
   * @param version of the case as you have seen it
   */
  @Serdeable
  record Change(
      @NotBlank @Size(max = 20) String state,
      @Nullable @Size(max = 40) String cause,
      @Nullable @Size(min = 1, max = 4000) String comment,
      @Min(1) int version) {}

  /**
   * Alerts that concern your organisation, the latest first; a regulator sees all.
   *
   * @param code one of the codes of alerts, such as #A3 or impossible-travel
   * @param kind technical, procedural or custody
   * @param state open, investigating or closed
   * @param gtin of one product only
   * @param serial of one pack only
   * @param since only those that were raised then or later
   * @param after id of the last one of the page before
   * @param limit how many at the most; as CSV (header Accept) you get all of them
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  HttpResponse<?> alerts(
      @Nullable @QueryValue @Size(max = 40) String code,
      @Nullable @QueryValue @Size(max = 20) String kind,
      @Nullable @QueryValue @Size(max = 20) String state,
      @Nullable @QueryValue Gtin gtin,
      @Nullable @QueryValue Serial serial,
      @Nullable @QueryValue OffsetDateTime since,
      @Nullable @QueryValue UUID after,
      @QueryValue(defaultValue = "100") @Min(1) @Max(1000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    Cases.Filter filter =
        new Cases.Filter(
            code,
            kind,
            state,
            gtin == null ? null : gtin.digits(),
            serial == null ? null : serial.value(),
            since);
    Viewer viewer = viewer(caller);
    return Csv.isPreferred(request)
        ? CaseTable.TABLE.download(
            "alerts.csv",
            last ->
                page(viewer, filter, last == null ? after : UUID.fromString(last.id()), CSV_PAGE))
        : HttpResponse.ok(page(viewer, filter, after, limit));
  }

  private List<CaseView> page(Viewer viewer, Cases.Filter filter, @Nullable UUID after, int limit) {
    List<Case> page = cases.list(viewer, filter, after, limit);
    Map<UUID, Organisation> named = parties.of(page, List.of());
    return page.stream().map(one -> CaseView.of(one, viewer, named, null)).toList();
  }

  /** One alert with all that was done with it. */
  @Get("/{id}")
  CaseView alert(UUID id, Caller caller) {
    Case one = cases.find(viewer(caller), id).orElseThrow(CaseController::unknown);
    List<Case.Step> steps = cases.steps(one);
    return CaseView.of(one, viewer(caller), parties.of(List.of(one), steps), steps);
  }

  /** Adds a comment, which everybody concerned can read. */
  @Post("/{id}/comments")
  @Status(HttpStatus.CREATED)
  CaseView comment(UUID id, @Valid @Body Comment body, Caller caller) {
    return done(work.comment(actor(caller), id, body.comment(), body.transactionId()), id, caller);
  }

  /** Gives a case to a user of your organisation, or to nobody. */
  @Put("/{id}/assignment")
  CaseView assign(UUID id, @Valid @Body Assignment body, Caller caller) {
    return done(work.assign(actor(caller), id, body.user(), body.version()), id, caller);
  }

  /**
   * Takes a case up, closes it with its cause, or opens it again. Whether a pack is falsified is
   * for the manufacturer and regulators to say. A case that another organisation has taken up is
   * for that one to close; one about custody is not for where it was noticed to close.
   */
  @Put("/{id}/state")
  CaseView state(UUID id, @Valid @Body Change body, Caller caller) {
    CaseState state =
        value(body.state(), CaseState::of, "A state is open, investigating or closed.");
    @Nullable Cause cause =
        body.cause() == null
            ? null
            : value(body.cause(), Cause::of, "The cause is none that a case is closed with.");
    return done(
        work.state(actor(caller), id, state, cause, body.comment(), body.version()), id, caller);
  }

  private CaseView done(Result result, UUID id, Caller caller) {
    return switch (result) {
      case Result.Done _ -> alert(id, caller);
      case Result.Unknown _ -> throw unknown();
      case Result.Changed(int version) ->
          throw new ApiException(
              ErrorCode.CONFLICT, "Somebody was faster: the case is at version " + version + ".");
      case Result.Refused(CaseRules.Obstacle obstacle) ->
          throw new ApiException(
              obstacle.isForOthers()
                  ? ErrorCode.FORBIDDEN
                  : obstacle == CaseRules.Obstacle.ALREADY_SO
                      ? ErrorCode.CONFLICT
                      : ErrorCode.INVALID_VALUE,
              obstacle.text());
      case Result.NoSuchUser _ ->
          throw new ApiException(
              ErrorCode.INVALID_VALUE, "Your organisation has no such user who may act.");
      case Result.NewerIsOpen _ ->
          throw new ApiException(
              ErrorCode.CONFLICT, "The same was noticed again since; see the newer case.");
      case Result.TooLong _ ->
          throw new ApiException(ErrorCode.CONFLICT, "Your organisation has said enough here.");
    };
  }

  private static <T> T value(String text, Function<String, T> of, String otherwise) {
    try {
      return of.apply(text);
    } catch (IllegalArgumentException e) {
      throw new ApiException(ErrorCode.INVALID_VALUE, otherwise);
    }
  }

  private static ApiException unknown() {
    return new ApiException(ErrorCode.NOT_FOUND, "There is no such alert that concerns you.");
  }

  private static Viewer viewer(Caller caller) {
    return new Viewer(caller.organisation(), caller.is(Role.REGULATOR));
  }

  private static Actor actor(Caller caller) {
    caller.requirePerson();
    return new Actor(caller.user(), viewer(caller));
  }
}
