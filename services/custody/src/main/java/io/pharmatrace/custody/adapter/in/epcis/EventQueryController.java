package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;

/** Events, and the way to everything else (EPCIS 2.0 section 8.2). */
@Tag(name = "query")
@Controller("/epcis/v2")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class EventQueryController {
  private static final List<String> TOP =
      List.of(
          "queries",
          "capture",
          "events",
          "eventTypes",
          "epcs",
          "readPoints",
          "bizLocations",
          "dispositions",
          "bizSteps");

  private final EventAnswers answers;
  private final Existing existing;

  EventQueryController(EventAnswers answers, Existing existing) {
    this.answers = answers;
    this.existing = existing;
  }

  /** The top-level resources. */
  @Get
  @Produces({"application/json", "application/ld+json"})
  Resources top() {
    return Resources.of(TOP);
  }

  /**
   * The events that match every parameter of SimpleEventQuery (EPCIS 2.0 section 8.2.7.1) that is
   * given, page by page: an organisation's own, and those of trading partners about units that
   * passed between them: whole when they are shipments to it and receipts from it, otherwise what
   * happened to these units, when and where, without an eventID that is a hash. The header Link
   * names the next page. The header GS1-EPC-Format says how identifiers are spelled:
   * Always_GS1_Digital_Link, which is the default; Never_Translates as they came in;
   * Always_EPC_URN, where the company prefix is known.
   */
  @Get("/events")
  @Produces({"application/json", "application/ld+json", "application/xml", "text/xml"})
  HttpResponse<byte[]> events(HttpRequest<?> request, Caller caller) {
    return answers.events(request, caller);
  }

  /**
   * One event, and the declarations that it was wrong.
   *
   * @param eventID its identifier; the event hash for an event that came without one
   */
  @Get("/events/{eventID}")
  @Produces({"application/json", "application/ld+json", "application/xml", "text/xml"})
  HttpResponse<byte[]> event(String eventID, HttpRequest<?> request, Caller caller) {
    Requests.pagesOnly(request);
    return answers.document(
        request, existing.event(eventID, caller), EventAnswers.SIMPLE_EVENT_QUERY);
  }
}
