package io.pharmatrace.custody.adapter.in;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.custody.application.DocumentCapture;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.UUID;

/** EPCIS 2.0 capture interface (section 8.2.7). */
@Tag(name = "capture")
@Controller("/epcis/v2/capture")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({Role.Names.MANUFACTURER, Role.Names.DISTRIBUTOR, Role.Names.PHARMACIST})
class CaptureController {
  private final DocumentCapture documents;

  CaptureController(DocumentCapture documents) {
    this.documents = documents;
  }

  /**
   * Captures an EPCIS document for the caller's organisation.
   *
   * @param document XML 1.2 or 2.0, or JSON(-LD) 2.0
   * @param behaviour rollback (nothing is stored unless everything can be) or proceed
   * @return 202 with the job, whose address is in Location
   */
  @Post
  @Status(HttpStatus.ACCEPTED)
  @Consumes({"application/xml", "text/xml", "application/json", "application/ld+json"})
  HttpResponse<DocumentCapture.Job> capture(
      @Body byte[] document,
      @Header(value = "GS1-Capture-Error-Behaviour", defaultValue = "rollback") String behaviour,
      Caller caller) {
    boolean proceed = behaviour.equals("proceed");
    if (!proceed && !behaviour.equals("rollback")) {
      throw new ApiException(
          ErrorCode.INVALID_VALUE, "GS1-Capture-Error-Behaviour is rollback or proceed.");
    }
    DocumentCapture.Job job = documents.capture(caller.organisation(), document, proceed);
    return HttpResponse.<DocumentCapture.Job>accepted(
            URI.create("/epcis/v2/capture/" + job.captureID()))
        .body(job);
  }

  /** What became of a captured document. */
  @Get("/{id}")
  DocumentCapture.Job job(UUID id, Caller caller) {
    return documents
        .find(caller.organisation(), id)
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No such capture job of yours."));
  }
}
