package io.pharmatrace.platform.jobs;

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
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.jobs.JobResult.Outcome;
import io.pharmatrace.platform.security.Caller;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Long work that requests of the caller's organisation began. */
@Tag(name = "jobs")
@Controller("/api/v1/jobs")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
class JobController {
  /** Errors that are shown with a job. */
  private static final int FIRST_ERRORS = 10;

  private static final int CSV_PAGE = 1_000;

  private static final Csv<JobResultView> TABLE =
      Csv.<JobResultView>table()
          .column("n", JobResultView::n)
          .column("position", JobResultView::position)
          .column("outcome", JobResultView::outcome)
          .column("item", JobResultView::item)
          .column("field", JobResultView::field)
          .column("code", JobResultView::code)
          .column("detail", JobResultView::detail)
          .column("reason", JobResultView::reason)
          .column("alert", view -> view.alert() == null ? null : view.alert().code())
          .column("raised", view -> view.alert() == null ? null : view.alert().raised());

  private static final Csv<JobView> JOBS =
      Csv.<JobView>table()
          .column("id", JobView::id)
          .column("kind", JobView::kind)
          .column("state", JobView::state)
          .column("askedBy", JobView::askedBy)
          .column("created", JobView::created)
          .column("started", JobView::started)
          .column("finished", JobView::finished)
          .column("total", JobView::total)
          .column("done", JobView::done)
          .column("refused", JobView::refused)
          .column("code", JobView::code)
          .column("reason", JobView::reason);

  private final JobRows rows;

  JobController(JobRows rows) {
    this.rows = rows;
  }

  /**
   * The jobs of the caller's organisation, newest first.
   *
   * @param after id of the last one of the page before
   * @param limit how many at the most; as CSV (header Accept) you get all of them
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "The jobs",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            array = @ArraySchema(schema = @Schema(implementation = JobView.class))),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  HttpResponse<?> list(
      @Nullable @QueryValue UUID after,
      @QueryValue(defaultValue = "50") @Min(1) @Max(500) int limit,
      HttpRequest<?> request,
      Caller caller) {
    UUID organisation = caller.organisation();
    return Csv.isPreferred(request)
        ? JOBS.download(
            "jobs.csv", last -> jobs(organisation, last == null ? after : last.id(), CSV_PAGE))
        : HttpResponse.ok(jobs(organisation, after, limit));
  }

  private List<JobView> jobs(UUID organisation, @Nullable UUID after, int limit) {
    return rows.list(organisation, after, limit).stream().map(JobView::of).toList();
  }

  /** How far a job is, with the first items that were refused. */
  @Get("/{id}")
  JobView job(UUID id, Caller caller) {
    return JobView.of(own(id, caller), rows.results(id, Outcome.REFUSED, 0, FIRST_ERRORS));
  }

  /**
   * What became of the items of a job, in the order of the work; of a kind of job that tells of
   * refused ones only, those. As text/csv all at once, which Accept asks for.
   *
   * @param outcome done, unchanged or refused; all without it
   * @param after n of the last one of the page before
   * @param limit how many at the most, as JSON
   */
  @Get(
      value = "/{id}/results",
      produces = {"application/json", Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "The results",
      content = {
        @Content(
            mediaType = "application/json",
            array = @ArraySchema(schema = @Schema(implementation = JobResultView.class))),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  HttpResponse<?> results(
      UUID id,
      @Nullable @QueryValue String outcome,
      @QueryValue(defaultValue = "0") @PositiveOrZero int after,
      @QueryValue(defaultValue = "100") @Min(1) @Max(1000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    @Nullable Outcome only = outcome == null ? null : outcome(outcome);
    own(id, caller);
    if (Csv.isPreferred(request)) {
      return TABLE.download(
          "results.csv", last -> page(id, only, last == null ? after : last.n(), CSV_PAGE));
    }
    return HttpResponse.ok(page(id, only, after, limit));
  }

  private List<JobResultView> page(UUID id, @Nullable Outcome only, int after, int limit) {
    return rows.results(id, only, after, limit).stream().map(JobResultView::of).toList();
  }

  private Job own(UUID id, Caller caller) {
    return rows.find(caller.organisation(), id)
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such job of yours."));
  }

  private static Outcome outcome(String text) {
    try {
      return Outcome.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE, "An outcome is one of done, unchanged, refused.");
    }
  }
}
