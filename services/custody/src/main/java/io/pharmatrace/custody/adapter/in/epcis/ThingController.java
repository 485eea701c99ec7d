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

/** Events by what they are about and where they happened (EPCIS 2.0 section 8.2). */
@Tag(name = "query")
@Controller("/epcis/v2")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured({
  Role.Names.MANUFACTURER,
  Role.Names.DISTRIBUTOR,
  Role.Names.PHARMACIST,
  Role.Names.REGULATOR
})
class ThingController {
  private final Lists lists;
  private final EventAnswers answers;
  private final Existing existing;

  ThingController(Lists lists, EventAnswers answers, Existing existing) {
    this.lists = lists;
    this.answers = answers;
    this.existing = existing;
  }

  /** The packs and logistic units that events name. */
  @Get("/epcs")
  @Produces({"application/json", "application/ld+json"})
  HttpResponse<Resources> epcs(HttpRequest<?> request, Caller caller) {
    return lists.units(request, caller);
  }

  /** What there is of an EPC, as URN or Digital Link. */
  @Get("/epcs/{epc}")
  @Produces({"application/json", "application/ld+json"})
  Resources epc(String epc, Caller caller) {
    return existing.below("MATCH_anyEPC", epc, caller);
  }

  /**
   * The events of an EPC, as URN or Digital Link that match the parameters of SimpleEventQuery
   * besides.
   */
  @Get("/epcs/{epc}/events")
  @Produces({"application/json", "application/ld+json", "application/xml", "text/xml"})
  HttpResponse<byte[]> epcEvents(String epc, HttpRequest<?> request, Caller caller) {
    return answers.eventsWith("MATCH_anyEPC", epc, request, caller);
  }

  /** The business locations that events name. */
  @Get("/bizLocations")
  @Produces({"application/json", "application/ld+json"})
  HttpResponse<Resources> bizLocations(HttpRequest<?> request, Caller caller) {
    return lists.used("bizLocation", request, caller);
  }

  /** What there is of a business location. */
  @Get("/bizLocations/{bizLocation}")
  @Produces({"application/json", "application/ld+json"})
  Resources bizLocation(String bizLocation, Caller caller) {
    return existing.below("EQ_bizLocation", bizLocation, caller);
  }

  /** The events of a business location that match the parameters of SimpleEventQuery besides. */
  @Get("/bizLocations/{bizLocation}/events")
  @Produces({"application/json", "application/ld+json", "application/xml", "text/xml"})
  HttpResponse<byte[]> bizLocationEvents(
      String bizLocation, HttpRequest<?> request, Caller caller) {
    return answers.eventsWith("EQ_bizLocation", bizLocation, request, caller);
  }

  /** The read points that events name. */
  @Get("/readPoints")
  @Produces({"application/json", "application/ld+json"})
  HttpResponse<Resources> readPoints(HttpRequest<?> request, Caller caller) {
    return lists.used("readPoint", request, caller);
  }

  /** What there is of a read point. */
  @Get("/readPoints/{readPoint}")
  @Produces({"application/json", "application/ld+json"})
  Resources readPoint(String readPoint, Caller caller) {
    return existing.below("EQ_readPoint", readPoint, caller);
  }

  /** The events of a read point that match the parameters of SimpleEventQuery besides. */
  @Get("/readPoints/{readPoint}/events")
  @Produces({"application/json", "application/ld+json", "application/xml", "text/xml"})
  HttpResponse<byte[]> readPointEvents(String readPoint, HttpRequest<?> request, Caller caller) {
    return answers.eventsWith("EQ_readPoint", readPoint, request, caller);
  }
}
