package io.pharmatrace.anchoring.adapter.in;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.pharmatrace.anchoring.application.RecallComparison;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Whether registry and RecallBoard know the same recalls, for {@code ./pharmatrace doctor}. Always
 * up: a difference is for people to settle, and stops nothing here.
 */
@Singleton
final class RecallBoardHealth implements HealthIndicator {
  private final RecallComparison comparison;

  RecallBoardHealth(RecallComparison comparison) {
    this.comparison = comparison;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    RecallComparison.Compared last = comparison.last();
    return Publishers.just(
        HealthResult.builder("recallBoard", HealthStatus.UP)
            .details(
                Map.of(
                    "block", last.block(),
                    "declared", last.declared(),
                    "missing", last.missing(),
                    "missingCount", last.missingCount(),
                    "unknown", last.unknown(),
                    "unknownCount", last.unknownCount()))
            .build());
  }
}
