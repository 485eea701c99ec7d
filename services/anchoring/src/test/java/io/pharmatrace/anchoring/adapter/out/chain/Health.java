package io.pharmatrace.anchoring.adapter.out.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.pharmatrace.anchoring.Installation;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** What {@code /health} says of anchoring. */
final class Health {
  private Health() {}

  static HealthResult of(Installation installation) {
    return installation.all(HealthIndicator.class).stream()
        .filter(indicator -> indicator.getClass().getSimpleName().equals("AnchoringHealth"))
        .map(indicator -> first(indicator.getResult()))
        .findFirst()
        .orElseThrow();
  }

  /** The indicators answer in the caller's thread. */
  private static HealthResult first(Publisher<HealthResult> results) {
    List<HealthResult> seen = new ArrayList<>();
    results.subscribe(
        new Subscriber<HealthResult>() {
          @Override
          public void onSubscribe(Subscription subscription) {
            subscription.request(1);
          }

          @Override
          public void onNext(HealthResult result) {
            seen.add(result);
          }

          @Override
          public void onError(Throwable fault) {
            throw new AssertionError("a health indicator fails", fault);
          }

          @Override
          public void onComplete() {
            assertThat(seen).hasSize(1);
          }
        });
    return seen.getFirst();
  }
}
