package io.pharmatrace.registry.adapter.in;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.security.Role;
import io.pharmatrace.registry.application.SiteLocations;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;

/** Where sites are; told by administrators. */
@Tag(name = "registry")
@Controller("/api/v1/organisations/{gln}/sites/{site}/location")
@ExecuteOn(TaskExecutors.BLOCKING)
@Secured(Role.Names.ADMINISTRATOR)
class SiteLocationController {
  private final SiteLocations locations;

  SiteLocationController(SiteLocations locations) {
    this.locations = locations;
  }

  /**
   * A point on the earth (WGS 84).
   *
   * @param latitude degrees north, -90 to 90
   * @param longitude degrees east, -180 to 180
   */
  @Serdeable
  record Location(
      @NotNull @DecimalMin("-90") @DecimalMax("90") Double latitude,
      @NotNull @DecimalMin("-180") @DecimalMax("180") Double longitude) {}

  /**
   * Says where a site is. Only where that is known can it be noticed that a pack was seen at two
   * places that are too far apart.
   */
  @Put
  @Status(HttpStatus.NO_CONTENT)
  void put(Gln gln, Gln site, @Valid @Body Location body) {
    locations.put(gln, site, body.latitude(), body.longitude());
  }
}
