package io.pharmatrace.registry.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.pharmatrace.platform.csv.Csv;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.pharmatrace.registry.Standing;
import io.pharmatrace.registry.application.DirectoryLists;
import io.pharmatrace.registry.application.DirectoryLists.ListedOrganisation;
import io.pharmatrace.registry.application.DirectoryLists.ListedReader;
import io.pharmatrace.registry.application.DirectoryLists.ListedSite;
import io.pharmatrace.registry.application.DirectoryLists.ListedUser;
import io.pharmatrace.registry.application.DirectoryLists.Page;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who and what is registered, whatever its standing: an administrator sees all, an organisation its
 * own. As JSON in pages, or all as text/csv, which Accept asks for.
 */
@Tag(name = "registry")
@Controller("/api/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(SecurityRule.IS_AUTHENTICATED)
class ListController {
  private static final int CSV_PAGE = 1_000;

  private final DirectoryLists lists;

  ListController(DirectoryLists lists) {
    this.lists = lists;
  }

  /**
   * Organisations by GLN; administrators and regulators see all.
   *
   * @param standing active, suspended or retired; all without it
   * @param after the last GLN of the page before
   * @param limit how many at the most, as JSON
   */
  @Get(
      value = "/organisations",
      produces = {"application/json", Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "Organisations",
      content = {
        @Content(
            mediaType = "application/json",
            array = @ArraySchema(schema = @Schema(implementation = ListedOrganisation.class))),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  HttpResponse<?> organisations(
      @Nullable @QueryValue String standing,
      @QueryValue(defaultValue = "") @Size(max = 13) String after,
      @QueryValue(defaultValue = "1000") @Min(1) @Max(1000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    @Nullable UUID whose = caller.is(Role.REGULATOR) ? null : whose(caller);
    return answer(
        request,
        page(whose, standing, after, limit),
        lists::organisations,
        ListedOrganisation::gln,
        ListTables.ORGANISATIONS,
        "organisations.csv");
  }

  /**
   * Sites by GLN.
   *
   * @param standing active, suspended or retired; all without it
   * @param after the last GLN of the page before
   * @param limit how many at the most, as JSON
   */
  @Get(
      value = "/sites",
      produces = {"application/json", Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "Sites",
      content = {
        @Content(
            mediaType = "application/json",
            array = @ArraySchema(schema = @Schema(implementation = ListedSite.class))),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  HttpResponse<?> sites(
      @Nullable @QueryValue String standing,
      @QueryValue(defaultValue = "") @Size(max = 13) String after,
      @QueryValue(defaultValue = "100") @Min(1) @Max(1000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    return answer(
        request,
        page(whose(caller), standing, after, limit),
        lists::sites,
        ListedSite::gln,
        ListTables.SITES,
        "sites.csv");
  }

  /**
   * Readers by name.
   *
   * @param standing active, suspended or retired; all without it
   * @param after the last name of the page before
   * @param limit how many at the most, as JSON
   */
  @Get(
      value = "/readers",
      produces = {"application/json", Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "Readers",
      content = {
        @Content(
            mediaType = "application/json",
            array = @ArraySchema(schema = @Schema(implementation = ListedReader.class))),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  HttpResponse<?> readers(
      @Nullable @QueryValue String standing,
      @QueryValue(defaultValue = "") @Size(max = 64) String after,
      @QueryValue(defaultValue = "100") @Min(1) @Max(1000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    return answer(
        request,
        page(whose(caller), standing, after, limit),
        lists::readers,
        ListedReader::id,
        ListTables.READERS,
        "readers.csv");
  }

  /**
   * Users by name; not for devices.
   *
   * @param standing active, suspended or retired; all without it
   * @param after the last name of the page before
   * @param limit how many at the most, as JSON
   */
  @Get(
      value = "/users",
      produces = {"application/json", Csv.TYPE})
  @ApiResponse(
      responseCode = "200",
      description = "Users",
      content = {
        @Content(
            mediaType = "application/json",
            array = @ArraySchema(schema = @Schema(implementation = ListedUser.class))),
        @Content(mediaType = Csv.TYPE, schema = @Schema(type = "string"))
      })
  HttpResponse<?> users(
      @Nullable @QueryValue String standing,
      @QueryValue(defaultValue = "") @Size(max = 64) String after,
      @QueryValue(defaultValue = "100") @Min(1) @Max(1000) int limit,
      HttpRequest<?> request,
      Caller caller) {
    caller.requirePerson();
    return answer(
        request,
        page(whose(caller), standing, after, limit),
        lists::users,
        ListedUser::username,
        ListTables.USERS,
        "users.csv");
  }

  private static <T> HttpResponse<?> answer(
      HttpRequest<?> request,
      Page page,
      Function<Page, List<T>> rows,
      Function<T, String> key,
      Csv<T> table,
      String fileName) {
    if (!Csv.isPreferred(request)) {
      return HttpResponse.ok(rows.apply(page));
    }
    return table.download(
        fileName,
        last ->
            rows.apply(
                new Page(
                    page.organisation(),
                    page.standing(),
                    last == null ? page.after() : key.apply(last),
                    CSV_PAGE)));
  }

  private static Page page(
      @Nullable UUID organisation, @Nullable String standing, String after, int limit) {
    @Nullable Standing only = standing == null ? null : Inputs.standing(standing);
    return new Page(organisation, only, after, limit);
  }

  private static @Nullable UUID whose(Caller caller) {
    return caller.is(Role.ADMINISTRATOR) ? null : caller.organisation();
  }
}
