package io.pharmatrace.verification.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.custody.Sightings;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions.Code;
import io.pharmatrace.custody.Suspicions.Seen;
import io.pharmatrace.custody.Suspicions.Sighting;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.verification.domain.Travel;
import io.pharmatrace.verification.domain.Travel.Point;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Finds units that were seen at two places sooner than anything gets from one to the other. Costs
 * nothing where the administrator has not said where the sites are. Thread-safe.
 */
@Singleton
final class Travels {
  private static final String DETAIL =
      "It was seen at two places sooner than anything gets from one to the other.";

  private final Sightings sightings;
  private final Travel travel;

  Travels(
      Sightings sightings,
      @Value("${pharmatrace.verification.max-speed:900}") double maxSpeed,
      @Value("${pharmatrace.verification.travel-tolerance:15m}") Duration tolerance) {
    this.sightings = sightings;
    this.travel = new Travel(maxSpeed, tolerance);
  }

  /** What of these sightings cannot be. */
  List<Suspicion> impossible(Handle transaction, List<Seen> seen) {
    Map<Gln, Point> here = points(transaction, places(seen.stream().map(Seen::at).toList()));
    List<Seen> located = seen.stream().filter(s -> point(here, s.at()) != null).toList();
    if (located.isEmpty()) {
      return List.of();
    }
    Map<Seen, List<Sighting>> around = sightings.around(transaction, located);
    Map<Gln, Point> there =
        points(transaction, places(around.values().stream().flatMap(List::stream).toList()));
    List<Suspicion> found = new ArrayList<>();
    around.forEach(
        (one, others) -> {
          Point from = Objects.requireNonNull(point(here, one.at()));
          List<Sighting> tooFar =
              others.stream()
                  .flatMap(other -> tooFar(one.at(), from, other, point(there, other)).stream())
                  .toList();
          if (!tooFar.isEmpty()) {
            found.add(suspicion(one, tooFar));
          }
        });
    return found;
  }

  private static Suspicion suspicion(Seen seen, List<Sighting> elsewhere) {
    return new Suspicion(
            Code.IMPOSSIBLE_TRAVEL,
            seen.at(),
            seen.unit(),
            DETAIL,
            null,
            null,
            elsewhere.stream().map(Sighting::organisation).collect(Collectors.toSet()),
            elsewhere)
        .to(seen.audience())
        .by(seen.event());
  }

  private List<Sighting> tooFar(Sighting one, Point from, Sighting other, @Nullable Point to) {
    if (to == null) {
      return List.of();
    }
    double kilometres = from.distance(to);
    return travel.isImpossible(kilometres, Duration.between(one.time(), other.time()))
        ? List.of(
            new Sighting(
                other.organisation(), other.place(), other.time(), (int) Math.round(kilometres)))
        : List.of();
  }

  private static Set<Gln> places(Collection<Sighting> sightings) {
    return sightings.stream()
        .map(s -> Objects.requireNonNull(s.place()))
        .collect(Collectors.toSet());
  }

  private static @Nullable Point point(Map<Gln, Point> points, Sighting sighting) {
    return points.get(Objects.requireNonNull(sighting.place()));
  }

  private static Map<Gln, Point> points(Handle transaction, Set<Gln> places) {
    return transaction
        .createQuery(
            """
            SELECT gln, latitude, longitude FROM registry.sites
            WHERE gln = ANY(:glns) AND latitude IS NOT NULL
            """)
        .bindArray("glns", String.class, places.stream().map(Gln::digits).toList())
        .map(
            (r, c) -> Map.entry(new Gln(r.getString(1)), new Point(r.getDouble(2), r.getDouble(3))))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
