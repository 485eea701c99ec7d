package io.pharmatrace.custody.adapter.in;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.pharmatrace.custody.application.seals.SealBacklog;
import io.pharmatrace.platform.Loops;
import jakarta.annotation.PostConstruct;
import java.time.Duration;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.reactivestreams.Publisher;

/**
 * How far seals and custody are apart, in health and meters. None of it is a fault of this process:
 * what is to be done about it says docs/operating.md.
 */
@Context
final class SealHealth implements HealthIndicator {
  private final SealBacklog backlog;
  private final Loops loops;

  SealHealth(SealBacklog backlog, Loops loops, MeterRegistry meters) {
    this.backlog = backlog;
    this.loops = loops;
    gauge(meters, "waiting", "Changes of units that seals do not follow yet", m -> m.waiting());
    gauge(meters, "ahead", "Units further by their seals than custody knows", m -> m.ahead());
    gauge(meters, "returned", "Entries that came back and were not followed", m -> m.returned());
    gauge(meters, "conflicts", "Units that seals follow no more", m -> m.conflicts());
  }

  private void gauge(
      MeterRegistry meters, String name, String what, ToLongFunction<SealBacklog.Measured> count) {
    Gauge.builder("pharmatrace.custody.seals." + name, backlog, b -> count.applyAsLong(b.last()))
        .description(what)
        .register(meters);
  }

  @PostConstruct
  void start() {
    loops.start(
        "seal-backlog",
        Duration.ofSeconds(15),
        () -> {
          backlog.measure();
          return false;
        });
  }

  @Override
  public Publisher<HealthResult> getResult() {
    SealBacklog.Measured measured = backlog.last();
    return Publishers.just(
        HealthResult.builder("seals", HealthStatus.UP)
            .details(
                Map.of(
                    "waiting", measured.waiting(),
                    "ahead", measured.ahead(),
                    "returned", measured.returned(),
                    "conflicts", measured.conflicts()))
            .build());
  }
}
