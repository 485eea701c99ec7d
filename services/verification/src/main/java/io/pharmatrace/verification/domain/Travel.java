package io.pharmatrace.verification.domain;

import java.time.Duration;

/**
 * How fast something may get from one place to another. Immutable.
 *
 * @param maxSpeed kilometres an hour: faster moves nothing that carries medicines
 * @param tolerance what two clocks may differ, with the length of a session whose scans are all
 *     given one time
 */
public record Travel(double maxSpeed, Duration tolerance) {
  /** Mean radius of the earth in km (IUGG 1980, R1). */
  private static final double RADIUS = 6371.0088;

  private static final double SECONDS_AN_HOUR = 3600;

  public Travel {
    if (!(maxSpeed > 0) || tolerance.isNegative()) {
      throw new IllegalArgumentException("a speed is above 0, a tolerance not below");
    }
  }

  /**
   * A point on the earth (WGS 84).
   *
   * @param latitude degrees north, -90 to 90
   * @param longitude degrees east, -180 to 180
   */
  public record Point(double latitude, double longitude) {
    public Point {
      if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) {
        throw new IllegalArgumentException("no point on the earth");
      }
    }

    /** Great-circle distance in km by the haversine formula, exact to 0.6 %. */
    public double distance(Point other) {
      double north = Math.sin(Math.toRadians(other.latitude - latitude) / 2);
      double east = Math.sin(Math.toRadians(other.longitude - longitude) / 2);
      double square =
          north * north
              + Math.cos(Math.toRadians(latitude))
                  * Math.cos(Math.toRadians(other.latitude))
                  * east
                  * east;
      // Rounding may take antipodes beyond 1.
      return 2 * RADIUS * Math.asin(Math.sqrt(Math.min(1, square)));
    }
  }

  /**
   * Whether something cannot have been at two places.
   *
   * @param kilometres between them
   * @param apart the time between the sightings, whichever came first
   */
  public boolean isImpossible(double kilometres, Duration apart) {
    double hours = apart.abs().plus(tolerance).toMillis() / 1000.0 / SECONDS_AN_HOUR;
    return kilometres > maxSpeed * hours;
  }
}
