package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.StoppedLogs;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is restored from a backup, while journal and chain have gone on. */
@PharmaTraceInfrastructure
class RestoredDatabaseIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final int ROUNDS = 12;

  @SuppressWarnings("NullAway.Init")
  private static Infrastructure infrastructure;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @SuppressWarnings("NullAway.Init")
  private static UUID maker;

  @SuppressWarnings("NullAway.Init")
  private static UUID pharmacy;

  private static final SealedPacks PACKS = new SealedPacks();

  /** What the log was when the database was lost. */
  @SuppressWarnings("NullAway.Init")
  private static List<String> before;

  @BeforeAll
  static void goOnAfterABackup() throws SQLException {
    try (Installation installation = start("", Map.of())) {
      maker = installation.newOrganisation("manufacturer");
      pharmacy = installation.newOrganisation("pharmacist");
      PACKS.batch(installation, maker, 300);
      installation.append(pharmacy, 3);
      end(installation, 0);
      awaitAnchored(installation);
    }
    try (Installation installation = start("", Map.of("pharmatrace.anchoring.tick", "1h"))) {
      awaitComplete(installation);
      installation.append(maker, 2); // in the backup, without a place
    }
    for (String copy : List.of("_a", "_b", "_c")) {
      Installation.copyDatabase(infrastructure, copy);
    }
    try (Installation installation = start("", Map.of())) {
      for (int i = 0; i < ROUNDS; i++) {
        installation.append(maker, 3);
        installation.append(pharmacy, 1);
        end(installation, i + 1);
        awaitAnchored(installation);
      }
      before = log(installation);
    }
    // Its last commitment is in the journal, and nobody has sent it.
    try (Installation dying = start("", Map.of(HaltingSteps.PROPERTY, Steps.SIGNED))) {
      awaitComplete(dying);
      dying.append(maker, 1);
      await().atMost(DEADLINE).until(() -> dying.get(HaltingSteps.class).isHalted());
    }
  }

  @Test
  void theJournalCompletesItAndTheLogGoesOn() {
    try (Installation restored = start("_a", Map.of())) {
      awaitComplete(restored);
      awaitAnchored(restored);
      assertThat(log(restored)).containsAll(before);
      assertThat(lost(restored)).hasSize(ROUNDS * 5 + 1);
      logAgain(restored, lost(restored).getFirst());
      assertThat(lost(restored)).hasSize(ROUNDS * 5);
      goesOn(restored);
    }
  }

  @Test
  void itMayDieInTheMiddleOfThat() {
    try (Installation dying = start("_b", Map.of(HaltingSteps.PROPERTY, Steps.RETURNED))) {
      await().atMost(DEADLINE).until(() -> dying.get(HaltingSteps.class).isHalted());
      assertThat(
              dying.count(
                  "SELECT count(*) FROM anchoring.completion m"
                      + " WHERE m.database = (SELECT oid FROM pg_database WHERE datname = current_database())"))
          .isZero();
      dying.append(maker, 1);
      assertThatThrownBy(() -> PACKS.end(dying, maker, 50))
          .isInstanceOf(LogsIncompleteException.class);
    }
    try (Installation restored = start("_b", Map.of())) {
      awaitComplete(restored);
      awaitAnchored(restored);
      assertThat(log(restored)).containsAll(before);
      goesOn(restored);
    }
  }

  @Test
  void withoutTheJournalNothingIsCommittedAndTheFindingSaysSo(@TempDir Path otherHome)
      throws IOException {
    copyKeys(otherHome);
    Files.writeString(
        Files.createDirectories(otherHome.resolve("secrets")).resolve("journal-key"),
        "A".repeat(43));
    try (Installation restored = start("_c", Map.of("pharmatrace.home", otherHome.toString()))) {
      awaitComplete(restored);
      assertThat(restored.get(StoppedLogs.class).reasons().get(maker))
          .contains("database and journal end at")
          .contains("pages");
      long sequence = sequence(restored, maker);
      restored.append(maker, 1);
      restored.append(pharmacy, 1);
      int onChain = LogAssert.onChain(restored, maker).size();
      await().during(Duration.ofSeconds(2)).until(() -> sequence(restored, maker) == sequence);
      assertThat(LogAssert.onChain(restored, maker)).hasSize(onChain);
    }
  }

  private static void goesOn(Installation restored) {
    long nonce = nonce(restored);
    long commitments = onChain(restored);
    for (int i = 0; i < 2; i++) {
      restored.append(maker, 2);
      restored.append(pharmacy, 2);
      awaitAnchored(restored);
    }
    for (UUID organisation : List.of(maker, pharmacy)) {
      LogAssert.assertWhole(restored, organisation, entries(restored, organisation));
    }
    assertThat(nonce(restored) - nonce)
        .as("each transaction brought a commitment")
        .isEqualTo(onChain(restored) - commitments)
        .isPositive();
    assertThat(restored.get(StoppedLogs.class).reasons()).isEmpty();
  }

  /** Each round logged three events, one and an end, and there is a last one: all are lost. */
  private static List<ReturnedEntry> lost(Installation restored) {
    return restored
        .jdbi()
        .withHandle(h -> restored.get(ReturnedEntries.class).list(h, 0, 1000, true));
  }

  /** As when its scan is consumed again. */
  private static void logAgain(Installation restored, ReturnedEntry entry) {
    NewEntry same = new NewEntry(entry.type(), entry.contentDigest(), List.of());
    restored
        .jdbi()
        .useTransaction(
            h -> restored.get(EntryLog.class).append(h, entry.organisation(), List.of(same)));
  }

  private static long nonce(Installation installation) {
    return installation
        .get(Chain.class)
        .transactionCount(installation.get(Keys.class).relay().address());
  }

  private static long onChain(Installation installation) {
    return (long) LogAssert.onChain(installation, maker).size()
        + LogAssert.onChain(installation, pharmacy).size();
  }

  private static long sequence(Installation installation, UUID organisation) {
    return installation.count(
        "SELECT sequence FROM anchoring.log WHERE organisation = '" + organisation + "'");
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

  private static List<String> log(Installation installation) {
    return installation
        .jdbi()
        .withHandle(h -> h.createQuery(LogAssert.TEXT).mapTo(String.class).list());
  }

  private static void awaitComplete(Installation installation) {
    await().atMost(DEADLINE).until(() -> installation.get(ChainLink.class).ready().isPresent());
  }

  private static void awaitAnchored(Installation installation) {
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                installation.count(
                            "SELECT count(*) FROM anchoring.entry e LEFT JOIN anchoring.commitment c"
                                + " USING (organisation, sequence) WHERE c.confirmed_at IS NULL")
                        == 0
                    && installation.count(
                            "SELECT count(*) FROM anchoring.closing WHERE sequence IS NULL")
                        == 0);
  }

  private static void end(Installation installation, int pack) {
    awaitComplete(installation);
    PACKS.end(installation, maker, pack);
  }

  private static Installation start(String copy, Map<String, Object> settings) {
    Map<String, Object> properties = new HashMap<>(settings);
    properties.put("datasources.default.url", infrastructure.postgres().jdbcUrl() + copy);
    return Installation.start(infrastructure, home, properties);
  }

  private static void copyKeys(Path otherHome) throws IOException {
    Files.createDirectories(otherHome.resolve("keys"));
    Files.createDirectories(otherHome.resolve("secrets"));
    try (var keys = Files.newDirectoryStream(home.resolve("keys"))) {
      for (Path key : keys) {
        Files.copy(key, otherHome.resolve("keys").resolve(key.getFileName()));
      }
    }
    Files.copy(
        home.resolve("secrets/keystore-password"), otherHome.resolve("secrets/keystore-password"));
  }
}
