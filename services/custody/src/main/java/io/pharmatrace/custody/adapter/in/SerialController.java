package io.pharmatrace.custody.adapter.in;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.application.IssuedSerials;
import io.pharmatrace.custody.application.IssuedSerials.Issue;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.platform.Accepted;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Random serial numbers for the packs of a product. */
@Tag(name = "registry")
@Controller("/api/v1/products/{gtin}/serials")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.Names.MANUFACTURER)
class SerialController {
  private static final String CSV = "text/csv";
  private static final List<String> OFFERED = List.of(MediaType.APPLICATION_JSON, CSV);

  private final IssuedSerials serials;

  SerialController(IssuedSerials serials) {
    this.serials = serials;
  }

  /**
   * Numbers that are wanted.
   *
   * @param count 1 to 500,000
   * @param transactionId chosen by the client, the same for a retry, which is given the same
   *     numbers
   */
  @Serdeable
  record Wanted(
      @Min(1) @Max(IssuedSerials.MOST) int count,
      @NotBlank @Size(max = 100) String transactionId) {}

  /**
   * Numbers that were issued.
   *
   * @param length characters of each
   * @param possible how many numbers of that form there are
   * @param guessProbabilityBelow what the probability that one guess hits stays below
   */
  @Serdeable
  record Issued(
      String gtin,
      int count,
      int length,
      String possible,
      String guessProbabilityBelow,
      List<String> serials) {}

  /**
   * Issues random serial numbers that nobody can guess, for packs that the caller will commission.
   * As CSV they come one on a line under the header {@code serial}. Until it is commissioned an
   * issued number is like any that nobody knows. For persons only; a request is repeated with the
   * same answer for 24 hours.
   */
  @Post
  @Produces({MediaType.APPLICATION_JSON, CSV})
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Issued.class)),
        @Content(mediaType = CSV, schema = @Schema(type = "string"))
      })
  HttpResponse<StreamedFile> issue(
      Gtin gtin, @Valid @Body Wanted body, HttpRequest<?> request, Caller caller) {
    caller.requirePerson();
    boolean csv =
        Accepted.best(request, OFFERED)
            .orElseThrow(
                () ->
                    new ApiException(
                        ErrorCode.NOT_ACCEPTABLE,
                        "Serial numbers are offered as " + String.join(", ", OFFERED) + "."))
            .equals(CSV);
    Issue issue = serials.issue(caller.organisation(), body.transactionId(), gtin, body.count());
    return HttpResponse.ok(
        csv
            ? new StreamedFile(SerialStream.csv(serials, issue), new MediaType(CSV))
            : new StreamedFile(SerialStream.json(serials, issue), MediaType.APPLICATION_JSON_TYPE));
  }
}
