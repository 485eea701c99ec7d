package io.pharmatrace.custody.adapter.in.epcis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.custody.application.EventCapture;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.Inputs;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.net.URLEncoder;

/** Capture of single events (EPCIS 2.0 section 8.2.7). */
@Tag(name = "capture")
@Controller("/epcis/v2/events")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({Role.Names.MANUFACTURER, Role.Names.DISTRIBUTOR, Role.Names.PHARMACIST})
class EventController {
  private final EventCapture events;

  EventController(EventCapture events) {
    this.events = events;
  }

  /**
   * Captures one event for the caller's organisation, at once. The same event again changes nothing
   * and is answered with 409, with the same Location.
   *
   * @param event a bare event, XML or JSON(-LD)
   * @return 201; the address of the event is in Location
   */
  @Post
  @Status(HttpStatus.CREATED)
  @Consumes({"application/xml", "text/xml", "application/json", "application/ld+json"})
  HttpResponse<?> captureEvent(@Body byte[] event, Caller caller) {
    EventCapture.Captured captured =
        events.capture(caller.organisation(), Inputs.place(null, caller), event);
    URI location =
        URI.create(
            "/epcis/v2/events/" + URLEncoder.encode(captured.eventId(), UTF_8).replace("+", "%20"));
    if (captured.repeat()) {
      throw ApiException.alreadyThere("This event was captured before.", location);
    }
    return HttpResponse.created(location);
  }
}
