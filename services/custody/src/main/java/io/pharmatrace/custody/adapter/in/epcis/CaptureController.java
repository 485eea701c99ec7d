package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.custody.application.CaptureJob;
import io.pharmatrace.custody.application.CaptureLimits;
import io.pharmatrace.custody.application.DocumentCapture;
import io.pharmatrace.platform.XmlAnswer;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
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
  private final Requests requests;
  private final Existing existing;

  CaptureController(
      DocumentCapture documents, CaptureLimits limits, Requests requests, Existing existing) {
    this.existing = existing;
    this.documents = documents;
    this.limits = limits;
    this.requests = requests;
  }

  /**
   * Takes an EPCIS document for the caller's organisation. When this is answered the document is
   * stored durably; what becomes of its events is told by the job, whose address is in Location. An
   * event that is known already, by its content, counts as stored. Master data, in the header or
   * alone, is kept for the caller's organisation.
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
      CaptureJob job =
          documents.receive(caller.organisation(), Inputs.place(null, caller), document, proceed);
      return HttpResponse.<CaptureJob>accepted(URI.create("/epcis/v2/capture/" + job.captureID()))
          .body(job);
    }
  }

  /**
   * The capture jobs of the caller's organisation, newest first, each with its first errors, in
   * pages: perPage, nextPageToken. The header Link names the next page.
   */
  @Get
  HttpResponse<List<CaptureJob>> jobs(HttpRequest<?> request, Caller caller) {
    return requests.page(
        request,
        caller,
        (limit, after) ->
            documents.list(
                caller.organisation(), after == null ? null : UUID.fromString(after), limit),
        job -> job.captureID().toString(),
        job -> job);
  }

  /** What becomes of a captured document. */
  @Get("/{id}")
  @Produces({"application/json", "application/xml"})
  HttpResponse<?> job(UUID id, HttpRequest<?> request, Caller caller) {
    CaptureJob job = existing.job(id, caller);
    return Negotiation.prefersXml(request)
        ? HttpResponse.ok(xml(job)).contentType("application/xml")
        : HttpResponse.ok(job);
  }

  /** Element EPCISCaptureJob (schema CaptureJob of the standard's OpenAPI description). */
  private static String xml(CaptureJob job) {
    XmlAnswer xml =
        new XmlAnswer("EPCISCaptureJob")
            .attribute("captureID", job.captureID())
            .attribute("running", job.running())
            .attribute("success", job.success())
            .element("createdAt", job.createdAt());
    if (job.finishedAt() != null) {
      xml.element("finishedAt", job.finishedAt());
    }
    xml.element("captureErrorBehaviour", job.captureErrorBehaviour())
        .element("events", job.events())
        .element("errorCount", job.errorCount())
        .begin("errors");
    for (CaptureJob.EventProblem error : job.errors()) {
      xml.begin("error")
          .element("type", error.type())
          .element("title", error.title())
          .element("status", error.status())
          .element("detail", error.detail())
          .element("code", error.code());
      if (error.event() != null) {
        xml.element("event", error.event());
      }
      if (error.path() != null) {
        xml.element("path", error.path());
      }
      xml.end();
    }
    return xml.end().document();
  }
}
