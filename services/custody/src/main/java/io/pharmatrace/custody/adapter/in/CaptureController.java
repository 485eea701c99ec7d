package io.pharmatrace.custody.adapter.in;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.custody.application.CaptureJob;
import io.pharmatrace.custody.application.CaptureLimits;
import io.pharmatrace.custody.application.DocumentCapture;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.UUID;

/** EPCIS 2.0 capture interface (section 8.2.7). */
@Tag(name = "capture")
@Controller("/epcis/v2/capture")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({Role.Names.MANUFACTURER, Role.Names.DISTRIBUTOR, Role.Names.PHARMACIST})
class CaptureController {
  private final DocumentCapture documents;
  private final CaptureLimits limits;

  CaptureController(DocumentCapture documents, CaptureLimits limits) {
    this.documents = documents;
    this.limits = limits;
  }

  /**
   * Takes an EPCIS document for the caller's organisation. When this is answered the document is
   * stored durably; what becomes of its events is told by the job, whose address is in Location.
   *
   * @param document XML 1.2 or 2.0, or JSON(-LD) 2.0; the largest size and number of events are in
   *     the headers GS1-EPCIS-Capture-File-Size-Limit and GS1-EPCIS-Capture-Limit
   * @param behaviour rollback (nothing is stored unless everything can be) or proceed
   * @return 202 with the job, which runs
   */
  @Post
  @Status(HttpStatus.ACCEPTED)
  @Consumes({"application/xml", "text/xml", "application/json", "application/ld+json"})
  HttpResponse<CaptureJob> capture(
      @Body InputStream document,
      @Header(value = "GS1-Capture-Error-Behaviour", defaultValue = "rollback") String behaviour,
      @Parameter(hidden = true) @Header(HttpHeaders.CONTENT_LENGTH) @Nullable Long length,
      Caller caller)
      throws IOException {
    // Closing it lets the server pass over what was not read, and the sender read the answer.
    try (document) {
      boolean proceed = behaviour.equals("proceed");
      if (!proceed && !behaviour.equals("rollback")) {
        throw new ApiException(
            ErrorCode.INVALID_VALUE, "GS1-Capture-Error-Behaviour is rollback or proceed.");
      }
      if (length != null && length > limits.bytes()) {
        throw DocumentCapture.tooLarge(limits);
      }
      CaptureJob job = documents.receive(caller.organisation(), document, proceed);
      return HttpResponse.<CaptureJob>accepted(URI.create("/epcis/v2/capture/" + job.captureID()))
          .body(job);
    }
  }

  /**
   * The capture jobs of the caller's organisation, newest first, each with its first errors. The
   * header Link names the next page.
   *
   * @param perPage how many at the most
   * @param nextPageToken from the link to the next page
   */
  @Get
  HttpResponse<List<CaptureJob>> jobs(
      @QueryValue(defaultValue = "30") @Min(1) @Max(100) int perPage,
      @QueryValue @Nullable String nextPageToken,
      Caller caller) {
    PageToken from = PageToken.of(nextPageToken);
    List<CaptureJob> jobs =
        documents.list(caller.organisation(), from.created(), from.id(), perPage + 1);
    if (jobs.size() <= perPage) {
      return HttpResponse.ok(jobs);
    }
    List<CaptureJob> page = jobs.subList(0, perPage);
    String next =
        "</epcis/v2/capture?perPage=%d&nextPageToken=%s>; rel=\"next\""
            .formatted(perPage, PageToken.after(page.getLast()).text());
    return HttpResponse.ok(page).header(HttpHeaders.LINK, next);
  }

  /** What becomes of a captured document. */
  @Get("/{id}")
  CaptureJob job(UUID id, Caller caller) {
    return documents
        .find(caller.organisation(), id)
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such capture job of yours."));
  }
}
