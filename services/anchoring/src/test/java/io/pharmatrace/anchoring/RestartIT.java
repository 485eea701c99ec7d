package io.pharmatrace.anchoring;

import static org.awaitility.Awaitility.await;

import io.pharmatrace.platform.Steps;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PharmaTraceInfrastructure
class RestartIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @ParameterizedTest
  @ValueSource(strings = {Steps.SEALED, Steps.SIGNED, Steps.SENT, Steps.OBSERVED, Steps.CONFIRMED})
  void nothingIsLostAndNothingDoubledWhenItDiesAt(String step, Infrastructure infrastructure) {
    UUID organisation;
    List<Long> entries = new ArrayList<>();
    try (Installation dying =
        Installation.start(infrastructure, home, Map.of(HaltingSteps.PROPERTY, step))) {
      organisation = dying.newOrganisation("manufacturer");
      entries.addAll(dying.append(organisation, 5));
      await().atMost(DEADLINE).until(() -> dying.get(HaltingSteps.class).isHalted());
      entries.addAll(dying.append(organisation, 2));
    }

    try (Installation restarted = Installation.start(infrastructure, home, Map.of())) {
      entries.addAll(restarted.append(organisation, 3));
      await().atMost(DEADLINE).until(() -> restarted.anchored(entries) == 10);

      LogAssert.assertWhole(restarted, organisation, entries);
    }
  }
}
