package io.pharmatrace.custody.adapter.in.epcis;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.pharmatrace.epcis.Vocabulary;
import io.pharmatrace.platform.security.Caller;
import io.pharmatrace.platform.security.Role;
import io.swagger.v3.oas.annotations.tags.Tag;

/** Events by words of the vocabularies (EPCIS 2.0 section 8.2). */
@Tag(name = "query")
@Controller("/epcis/v2")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class WordController {
  private final Lists lists;
  private final EventAnswers answers;
  private final Existing existing;

  WordController(Lists lists, EventAnswers answers, Existing existing) {
    this.lists = lists;
    this.answers = answers;
    this.existing = existing;
  }

  /** The event types. */
  @Get("/eventTypes")
  @Produces({"application/json", "application/ld+json"})
  HttpResponse<Resources> eventTypes(HttpRequest<?> request, Caller caller) {
    return lists.types(request, caller);
  }

  /** What there is of an event type. */
  @Get("/eventTypes/{eventType}")
  @Produces({"application/json", "application/ld+json"})
  Resources eventType(String eventType, Caller caller) {
    return existing.below("eventType", eventType, caller);
  }

  /** The events of an event type that match the parameters of SimpleEventQuery besides. */
  @Get("/eventTypes/{eventType}/events")
  @Produces({"application/json", "application/ld+json", "application/xml", "text/xml"})
  HttpResponse<byte[]> eventTypeEvents(String eventType, HttpRequest<?> request, Caller caller) {
    return answers.eventsWith("eventType", eventType, request, caller);
  }

  /** The business steps of the standard, and others that events have. */
  @Get("/bizSteps")
  @Produces({"application/json", "application/ld+json"})
  HttpResponse<Resources> bizSteps(HttpRequest<?> request, Caller caller) {
    return lists.words(Vocabulary.BIZ_STEP, "bizStep", request, caller);
  }

  /** What there is of a business step. */
  @Get("/bizSteps/{bizStep}")
  @Produces({"application/json", "application/ld+json"})
  Resources bizStep(String bizStep, Caller caller) {
    return existing.below("EQ_bizStep", bizStep, caller);
  }

  /** The events of a business step that match the parameters of SimpleEventQuery besides. */
  @Get("/bizSteps/{bizStep}/events")
  @Produces({"application/json", "application/ld+json", "application/xml", "text/xml"})
  HttpResponse<byte[]> bizStepEvents(String bizStep, HttpRequest<?> request, Caller caller) {
    return answers.eventsWith("EQ_bizStep", bizStep, request, caller);
  }

  /** The dispositions of the standard, and others that events have. */
  @Get("/dispositions")
  @Produces({"application/json", "application/ld+json"})
  HttpResponse<Resources> dispositions(HttpRequest<?> request, Caller caller) {
    return lists.words(Vocabulary.DISPOSITION, "disposition", request, caller);
  }

  /** What there is of a disposition. */
  @Get("/dispositions/{disposition}")
  @Produces({"application/json", "application/ld+json"})
  Resources disposition(String disposition, Caller caller) {
    return existing.below("EQ_disposition", disposition, caller);
  }

  /** The events of a disposition that match the parameters of SimpleEventQuery besides. */
  @Get("/dispositions/{disposition}/events")
  @Produces({"application/json", "application/ld+json", "application/xml", "text/xml"})
  HttpResponse<byte[]> dispositionEvents(
      String disposition, HttpRequest<?> request, Caller caller) {
    return answers.eventsWith("EQ_disposition", disposition, request, caller);
  }
}
