package io.pharmatrace.registry.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.Standing;
import io.pharmatrace.registry.application.Standings;
import io.pharmatrace.registry.application.Standings.Kind;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;

/** Suspends, retires and readmits organisations, sites, readers and users. */
@Tag(name = "registry")
@Controller("/api/v1/standings/{kind}/{name}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.Names.ADMINISTRATOR)
class StandingController {
  private static final Csv<ChangeView> TABLE =
      Csv.<ChangeView>table()
          .column("standing", ChangeView::standing)
          .column("reason", ChangeView::reason)
          .column("by", ChangeView::by)
          .column("at", ChangeView::at);

  private final Standings standings;

  StandingController(Standings standings) {
    this.standings = standings;
  }

  /**
   * A new standing.
   *
   * @param standing active, suspended or retired
   * @param reason kept with the change
   */
  @Serdeable
  record NewStanding(@NotBlank String standing, @NotBlank @Size(max = 1000) String reason) {}

  /** A change of standing. */
  @Serdeable
  record ChangeView(String standing, String reason, String by, String at) {}

  /**
   * Changes whether somebody may act, within a second and in every process. What is retired stays
   * so; history names it still.
   *
   * @param kind organisation, site, reader or user
   * @param name GLN of an organisation or site, name of a reader or user
   */
  @Put
  @Status(HttpStatus.NO_CONTENT)
  void change(
      String kind,
      @Size(min = 1, max = 64) String name,
      @Valid @Body NewStanding body,
      Caller caller) {
    Kind wanted = kind(kind);
    Standing standing = Inputs.standing(body.standing());
    if (wanted == Kind.USER && name.equals("admin")) {
      throw new ApiException(ErrorCode.CONFLICT, "The first administrator cannot be changed here.");
    }
    standings.change(wanted, name, standing, body.reason(), caller.user());
  }

  /**
   * Every change of a standing, the latest first; empty when it has always been active.
   *
   * @param kind organisation, site, reader or user
   */
  @Get(produces = {MediaType.APPLICATION_JSON, Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "The changes",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            array = @ArraySchema(schema = @Schema(implementation = ChangeView.class))),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  HttpResponse<?> history(
      String kind, @Size(min = 1, max = 64) String name, HttpRequest<?> request) {
    return TABLE.either(
        request,
        "standings.csv",
        standings.history(kind(kind), name).stream()
            .map(c -> new ChangeView(c.standing().text(), c.reason(), c.by(), c.at().toString()))
            .toList());
  }

  private static Kind kind(String text) {
    try {
      return Kind.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          ErrorCode.NOT_FOUND, "What has a standing is an organisation, site, reader or user.");
    }
  }
}
