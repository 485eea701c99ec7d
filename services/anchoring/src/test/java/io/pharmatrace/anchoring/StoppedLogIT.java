package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.StoppedLogs;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A log that was stopped goes on when a person lets it, also with what was mined meanwhile. */
@PharmaTraceInfrastructure
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoppedLogIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  /** As docs/operating.md has it. */
  private static final String LET_GO = "UPDATE anchoring.log SET stopped = NULL, stopped_at = NULL";

  private static final List<String> LET_BE_COMPLETED =
      List.of(LET_GO, "DELETE FROM anchoring.journal_position", "DELETE FROM anchoring.completion");

  @SuppressWarnings("NullAway.Init")
  private static Infrastructure infrastructure;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @Test
  @Order(1)
  void whatIsMinedWhileItIsStoppedIsConfirmedAfterwards() {
    UUID organisation;
    List<Long> entries = new ArrayList<>();
    try (Installation dying = start("", Map.of(HaltingSteps.PROPERTY, Steps.OBSERVED))) {
      organisation = dying.newOrganisation("manufacturer");
      entries.addAll(dying.append(organisation, 5));
      await().atMost(DEADLINE).until(() -> dying.get(HaltingSteps.class).isHalted());
      execute(dying, List.of("UPDATE anchoring.log SET stopped = 'by hand', stopped_at = now()"));
    }
    try (Installation restarted = start("", Map.of())) {
      awaitPassedOver(restarted);
      assertThat(restarted.anchored(entries)).isZero();

      execute(restarted, List.of(LET_GO));

      entries.addAll(restarted.append(organisation, 2));
      awaitAnchored(restarted, entries);
      LogAssert.assertWhole(restarted, organisation, entries);
    }
  }

  @Test
  @Order(2) // It leaves the first database behind the chain.
  void aRestoredDatabaseThatGetsTheRightKeyLaterIsCompletedAndConfirmed() throws Exception {
    UUID organisation;
    try (Installation installation = start("", Map.of())) {
      organisation = installation.newOrganisation("manufacturer");
      awaitAnchored(installation, installation.append(organisation, 3));
    }
    Installation.copyDatabase(infrastructure, "_old");
    try (Installation installation = start("", Map.of())) {
      for (int i = 0; i < 3; i++) {
        awaitAnchored(installation, installation.append(organisation, 2));
      }
    }
    Path key = home.resolve("secrets/journal-key");
    String right = Files.readString(key);
    Files.writeString(key, "A".repeat(43));
    try (Installation restored = start("_old", Map.of())) {
      awaitPassedOver(restored);
      assertThat(restored.get(StoppedLogs.class).reasons()).containsKey(organisation);
      restored.append(organisation, 1);
    }
    Files.writeString(key, right);

    try (Installation restored = start("_old", Map.of())) {
      execute(restored, LET_BE_COMPLETED);

      List<Long> entries = new ArrayList<>();
      await()
          .atMost(DEADLINE)
          .untilAsserted(
              () -> {
                entries.clear();
                entries.addAll(entries(restored, organisation));
                assertThat(entries).hasSize(3 + 3 * 2 + 1);
              });
      awaitAnchored(restored, entries);
      LogAssert.assertWhole(restored, organisation, entries);
      assertThat(restored.get(StoppedLogs.class).reasons()).isEmpty();
    }
  }

  /** Waits until all that is on chain now was followed. */
  private static void awaitPassedOver(Installation installation) {
    await().atMost(DEADLINE).until(() -> installation.get(ChainLink.class).ready().isPresent());
    long newest = installation.get(Chain.class).newestBlock();
    await()
        .atMost(DEADLINE)
        .until(() -> installation.count("SELECT followed FROM anchoring.chain") >= newest);
  }

  private static void awaitAnchored(Installation installation, List<Long> entries) {
    await().atMost(DEADLINE).until(() -> installation.anchored(entries) == entries.size());
  }

  private static List<Long> entries(Installation installation, UUID organisation) {
    return installation
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT id FROM anchoring.entry WHERE organisation = :o")
                    .bind("o", organisation)
                    .mapTo(Long.class)
                    .list());
  }

  private static void execute(Installation installation, List<String> statements) {
    installation.jdbi().useTransaction(handle -> statements.forEach(handle::execute));
  }

  private static Installation start(String copy, Map<String, Object> settings) {
    Map<String, Object> properties = new HashMap<>(settings);
    properties.put("datasources.default.url", infrastructure.postgres().jdbcUrl() + copy);
    return Installation.start(infrastructure, home, properties);
  }
}
