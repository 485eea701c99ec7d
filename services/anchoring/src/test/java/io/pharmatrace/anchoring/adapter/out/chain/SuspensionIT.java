package io.pharmatrace.anchoring.adapter.out.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.application.Backlog;
import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.domain.DeployedContracts;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

@PharmaTraceInfrastructure
class SuspensionIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  @Test
  void aSuspendedOrganisationWaitsByNameAndGoesOnWhenItIsResumed(
      Infrastructure infrastructure, @TempDir Path home) {
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      UUID organisation = installation.newOrganisation("manufacturer");
      List<Long> before = installation.append(organisation, 1);
      await().atMost(DEADLINE).until(() -> installation.anchored(before) == 1);
      Bytes32 name = installation.proof(before.getFirst()).anchored().organisation();

      govern(installation, wrappers(installation).suspend(name.bytes()).encodeFunctionCall());
      List<Long> suspended = installation.append(organisation, 2);
      await()
          .atMost(DEADLINE)
          .untilAsserted(
              () -> {
                installation.get(Backlog.class).measure();
                HealthResult health = health(installation);
                assertThat(health.getStatus()).isEqualTo(HealthStatus.DOWN);
                assertThat(String.valueOf(health.getDetails())).contains("OrganisationNotActive");
              });
      assertThat(installation.anchored(suspended)).isZero();
      govern(installation, wrappers(installation).resume(name.bytes()).encodeFunctionCall());

      await().atMost(DEADLINE).until(() -> installation.anchored(suspended) == 2);
      installation.get(Backlog.class).measure();
      assertThat(health(installation).getStatus()).isEqualTo(HealthStatus.UP);
    }
  }

  private static io.pharmatrace.contracts.OrganisationRegistry wrappers(Installation installation) {
    return installation.get(Wrappers.class).registry(contracts(installation).registry());
  }

  private static DeployedContracts contracts(Installation installation) {
    return installation.get(ChainLink.class).target().contracts();
  }

  /** Two of the three governors approve a call of the registry. */
  private static void govern(Installation installation, String call) {
    Transactions transactions = installation.get(Transactions.class);
    Chain chain = installation.get(Chain.class);
    DeployedContracts contracts = contracts(installation);
    String approval =
        installation
            .get(Wrappers.class)
            .governors(contracts.governors())
            .approve(
                Bytes32.ZERO.bytes(),
                contracts.registry().hex(),
                HexFormat.of().parseHex(call, 2, call.length()))
            .encodeFunctionCall();
    for (Signer governor : installation.get(Keys.class).governors(3).subList(0, 2)) {
      transactions.perform(
          List.of(
              Transactions.sign(
                  governor,
                  chain.identity().chainId(),
                  chain.transactionCount(governor.address()),
                  1_000_000,
                  contracts.governors(),
                  approval)));
    }
  }

  private static HealthResult health(Installation installation) {
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
