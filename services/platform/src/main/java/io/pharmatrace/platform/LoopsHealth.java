package io.pharmatrace.platform;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import org.reactivestreams.Publisher;

/** Health of the background loops, each with the reason when it is stuck. */
@Singleton
final class LoopsHealth implements HealthIndicator {
  private final Loops loops;

  LoopsHealth(Loops loops) {
    this.loops = loops;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    Map<String, Object> details = new TreeMap<>();
    loops
        .state()
        .forEach(
            (name, fault) ->
                details.put(
                    name, fault.map(f -> f.reason() + " (since " + f.since() + ")").orElse("ok")));
    boolean stuck = loops.state().values().stream().anyMatch(java.util.Optional::isPresent);
    return Publishers.just(
        HealthResult.builder("work", stuck ? HealthStatus.DOWN : HealthStatus.UP)
            .details(details)
            .build());
  }
}
