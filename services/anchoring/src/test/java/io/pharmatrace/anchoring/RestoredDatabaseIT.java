package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.StoppedLogs;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.seal.Contents;
import io.pharmatrace.transparency.seal.Position;
import io.pharmatrace.transparency.seal.SealEntry;
import io.pharmatrace.transparency.seal.SealState;
import io.pharmatrace.transparency.seal.Seals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database is restored from a backup, while journal and chain have gone on. */
@PharmaTraceInfrastructure
class RestoredDatabaseIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final int ROUNDS = 12;

  /**
   * All that a log consists of, without the numbers that only one database knows. The tree is
   * checked by its proofs.
   */
  private static final String LOG =
      """
      SELECT line FROM (
        SELECT concat_ws('|', 'entry', l.chain_id, e.leaf_index, e.sequence, e.leaf_hash, e.type,
                         e.content_digest, e.units_root, e.secret, e.units) AS line
        FROM anchoring.entry e JOIN anchoring.log l USING (organisation)
        UNION ALL SELECT concat_ws('|', 'commitment', organisation, sequence, first_leaf, log_size,
                                   log_root, closures, head) FROM anchoring.commitment
        UNION ALL SELECT concat_ws('|', 'seal', leaf_hash, statement, inside, borrowed)
        FROM anchoring.seal_entry
        UNION ALL SELECT concat_ws('|', 'note', n.hash, e.leaf_hash)
        FROM anchoring.note n JOIN anchoring.entry e ON e.id = n.entry_id
        UNION ALL SELECT concat_ws('|', 'closing', e.leaf_hash, k.place, k.organisation, k.note,
                                   k.seal, k.slots, k.binding, k.acceptance, k.steps, k.sequence,
                                   k.closure)
        FROM anchoring.closing k JOIN anchoring.entry e ON e.id = k.entry_id
        UNION ALL SELECT concat_ws('|', 'closed', organisation, seal, slots) FROM anchoring.closed
      ) AS lines ORDER BY line
      """;

  @SuppressWarnings("NullAway.Init")
  private static Infrastructure infrastructure;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @SuppressWarnings("NullAway.Init")
  private static UUID maker;

  @SuppressWarnings("NullAway.Init")
  private static UUID pharmacy;

  private static final Map<String, Position> POSITIONS = new HashMap<>();

  private static final SealState STATE =
      new SealState() {
        @Override
        public Optional<Position> position(String epc) {
          return Optional.ofNullable(POSITIONS.get(epc));
        }

        @Override
        public Optional<Contents> contents(String container) {
          return Optional.empty();
        }
      };

  /** What the log was when the database was lost. */
  @SuppressWarnings("NullAway.Init")
  private static List<String> before;

  @BeforeAll
  static void goOnAfterABackup() throws SQLException {
    try (Installation installation = start("", Map.of())) {
      maker = installation.newOrganisation("manufacturer");
      pharmacy = installation.newOrganisation("pharmacist");
      batch(installation);
      installation.append(pharmacy, 3);
      end(installation, 0);
      awaitAnchored(installation);
    }
    try (Installation installation = start("", Map.of("pharmatrace.anchoring.tick", "1h"))) {
      awaitComplete(installation);
      installation.append(maker, 2); // in the backup, without a place
    }
    for (String copy : List.of("_a", "_b", "_c")) {
      backUp(copy);
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
  }

  @Test
  void theJournalCompletesItAndTheLogGoesOn() {
    try (Installation restored = start("_a", Map.of())) {
      awaitComplete(restored);
      awaitAnchored(restored);
      assertThat(log(restored)).containsAll(before);
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
    return installation.jdbi().withHandle(h -> h.createQuery(LOG).mapTo(String.class).list());
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

  private static String pack(int number) {
    return "https://id.gs1.org/01/09506000134352/21/" + number;
  }

  private static void batch(Installation installation) {
    NewEntry batch =
        new NewEntry(
            EntryType.BATCH,
            Bytes32.random(),
            IntStream.range(0, 300).mapToObj(i -> UnsaltedUnit.pack(pack(i))).toList());
    SealEntry entry =
        installation
            .jdbi()
            .inTransaction(
                h ->
                    installation
                        .get(SealLog.class)
                        .entry(
                            h,
                            installation
                                .get(EntryLog.class)
                                .append(h, maker, List.of(batch))
                                .getFirst()));
    Seals seals = new Seals(STATE);
    seals.made(entry);
    keep(seals);
  }

  private static void end(Installation installation, int pack) {
    awaitComplete(installation);
    installation
        .jdbi()
        .useTransaction(
            h -> {
              SealLog log = installation.get(SealLog.class);
              Seals seals = new Seals(STATE);
              seals.end(log.nameOnChain(h, maker), Bytes32.random(), List.of(pack(pack)), true);
              log.append(h, seals.entries());
              keep(seals);
            });
  }

  private static void keep(Seals seals) {
    seals
        .moved()
        .forEach(
            (epc, to) ->
                to.ifPresentOrElse(at -> POSITIONS.put(epc, at), () -> POSITIONS.remove(epc)));
  }

  private static Installation start(String copy, Map<String, Object> settings) {
    Map<String, Object> properties = new HashMap<>(settings);
    properties.put("datasources.default.url", infrastructure.postgres().jdbcUrl() + copy);
    return Installation.start(infrastructure, home, properties);
  }

  /** A database as it is now, for later: a copy that PostgreSQL itself makes of its files. */
  private static void backUp(String copy) throws SQLException {
    String url = infrastructure.postgres().jdbcUrl();
    String name = url.substring(url.lastIndexOf('/') + 1);
    try (Connection connection =
            DriverManager.getConnection(
                url.substring(0, url.lastIndexOf('/')) + "/postgres",
                infrastructure.postgres().user(),
                infrastructure.postgres().password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + copy + " TEMPLATE " + name);
    }
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
