package io.pharmatrace.registry.adapter.in;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.pharmatrace.registry.application.Barred;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Whether it is known who is suspended: late when a suspension may not count within a second as it
 * should, down when nobody can be admitted any more.
 */
@Singleton
final class AccountsHealth implements HealthIndicator {
  private final Barred barred;

  AccountsHealth(Barred barred) {
    this.barred = barred;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    Duration age = barred.age();
    boolean down = age.compareTo(Barred.TOO_OLD) > 0;
    boolean late = age.compareTo(Barred.PROMISED) > 0;
    return Publishers.just(
        HealthResult.builder("accounts", down ? HealthStatus.DOWN : HealthStatus.UP)
            .details(Map.of("suspensionsReadMillisAgo", age.toMillis(), "late", late))
            .build());
  }
}
