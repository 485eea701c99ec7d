package io.pharmatrace.registry.application;

import io.pharmatrace.gs1.Gln;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** Where sites are. Thread-safe. */
@Singleton
public final class SiteLocations {
  private final Jdbi jdbi;

  SiteLocations(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Says where a site is.
   *
   * @param latitude degrees north
   * @param longitude degrees east
   * @throws ApiException when the organisation has no such site
   */
  public void put(Gln organisation, Gln site, double latitude, double longitude) {
    int rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        UPDATE registry.site s SET latitude = :latitude, longitude = :longitude
                        FROM registry.organisation o
                        WHERE s.gln = :site AND o.id = s.organisation_id AND o.gln = :organisation
                        """)
                    .bind("site", site.digits())
                    .bind("organisation", organisation.digits())
                    .bind("latitude", latitude)
                    .bind("longitude", longitude)
                    .execute());
    if (rows != 1) {
      throw new ApiException(ErrorCode.NOT_FOUND, "The organisation has no such site.");
    }
  }
}
