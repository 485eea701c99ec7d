package io.pharmatrace.anchoring.adapter.out.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.application.Backlog;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

      Governance.call(
          installation,
          Governance.registry(installation).suspend(name.bytes()).encodeFunctionCall());
      List<Long> suspended = installation.append(organisation, 2);
      await()
          .atMost(DEADLINE)
          .untilAsserted(
              () -> {
                installation.get(Backlog.class).measure();
                HealthResult health = Health.of(installation);
                assertThat(health.getStatus()).isEqualTo(HealthStatus.DOWN);
                assertThat(String.valueOf(health.getDetails())).contains("OrganisationNotActive");
              });
      assertThat(installation.anchored(suspended)).isZero();
      Governance.call(
          installation,
          Governance.registry(installation).resume(name.bytes()).encodeFunctionCall());

      await().atMost(DEADLINE).until(() -> installation.anchored(suspended) == 2);
      installation.get(Backlog.class).measure();
      assertThat(Health.of(installation).getStatus()).isEqualTo(HealthStatus.UP);
    }
  }
}
