package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.platform.Loops;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PharmaTraceInfrastructure
class OutageIT {
  /** Four validators take a minute to start, and more on a busy machine. */
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  @SuppressWarnings("NullAway.Init")
  private static Infrastructure infrastructure;

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @SuppressWarnings("NullAway.Init")
  private static UUID organisation;

  private static final List<Long> ENTRIES = new ArrayList<>();

  @BeforeAll
  static void start(@TempDir Path home) {
    installation = Installation.start(infrastructure, home, Map.of());
    organisation = installation.newOrganisation("manufacturer");
    append(3);
    awaitAllAnchored();
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void entriesAreTakenWhileTheChainIsGoneAndAnchoredWhenItIsBack() {
    infrastructure.chain().stop();
    append(5);
    await().atMost(DEADLINE).until(() -> stuck("anchoring-follow"));
    append(5);
    startChain();

    awaitAllAnchored();
    LogAssert.assertWhole(installation, organisation, ENTRIES);
  }

  /** Of four validators one may be killed at a time; all at once is beyond what QBFT withstands. */
  @Test
  void aDevelopmentChainThatLostItsLastSecondsIsCaughtUp() {
    assumeFalse(infrastructure.chain().hasValidators(), "this is about anvil");
    append(4);
    awaitAllAnchored();
    infrastructure.chain().kill();
    startChain();
    append(4);

    awaitAllAnchored();
    // What was in the lost blocks may be counted as anchored until the loss is noticed.
    await()
        .atMost(DEADLINE)
        .untilAsserted(() -> LogAssert.assertWhole(installation, organisation, ENTRIES));
  }

  @Test
  void oneOfFourValidatorsMayDieAndEntriesAreAnchoredOn() {
    assumeTrue(
        infrastructure.chain().hasValidators(),
        "NOT TRIED: a development chain has no validator to kill; ./pharmatrace test --chain besu"
            + " has");
    append(2);
    infrastructure.chain().killOneValidator();
    append(5);

    awaitAllAnchored();
    LogAssert.assertWhole(installation, organisation, ENTRIES);
    startChain();
  }

  /** anvil makes a block 0 at each start and shows now this one, now that one. */
  @Test
  void aDevelopmentChainStaysTheSameHoweverOftenItIsStarted() {
    assumeFalse(infrastructure.chain().hasValidators(), "this is about anvil");
    Bytes32 before = installation.get(Chain.class).identity().genesisHash();
    for (int i = 0; i < 6; i++) {
      infrastructure.chain().stop();
      startChain();
      assertThat(installation.get(Chain.class).identity().genesisHash()).isEqualTo(before);
    }
  }

  @Test
  void nothingIsSentWhileTheJournalIsGone() {
    infrastructure.kafka().stop();
    append(6);
    await().atMost(DEADLINE).until(() -> stuck("anchoring-journal"));
    Bytes32 name = LogAssert.chainId(installation, organisation);
    long onChain =
        installation
            .get(Chain.class)
            .lastSequence(installation.get(ChainLink.class).target().contracts().ledger(), name);
    assertThat(onChain)
        .isLessThan(
            installation.count(
                "SELECT sequence FROM anchoring.log WHERE organisation = '" + organisation + "'"));
    infrastructure.kafka().start();

    awaitAllAnchored();
    LogAssert.assertWhole(installation, organisation, ENTRIES);
  }

  @Test
  void theDatabaseMayGoAway() {
    append(2);
    infrastructure.postgres().kill();
    await().atMost(DEADLINE).until(() -> stuck("anchoring-seal"));
    infrastructure.postgres().start();
    await().atMost(DEADLINE).until(() -> !stuck("anchoring-seal"));
    append(2);

    awaitAllAnchored();
    LogAssert.assertWhole(installation, organisation, ENTRIES);
  }

  @Test
  void anotherChainBehindTheSameAddressIsRefusedByName() {
    swapGenesis("\\x" + "ee".repeat(32));
    await().atMost(DEADLINE).until(() -> fault().contains("wrong chain"));
    assertThat(installation.get(ChainLink.class).recorded()).isPresent();
    append(1);
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                installation.count(
                        "SELECT count(*) FROM anchoring.commitment"
                            + " WHERE confirmed_at IS NULL AND journaled_at IS NOT NULL")
                    == 1);
    assertThat(installation.count("SELECT count(*) FROM anchoring.submission")).isZero();
    swapGenesis("\\x" + installation.get(Chain.class).identity().genesisHash().hex());

    awaitAllAnchored();
    LogAssert.assertWhole(installation, organisation, ENTRIES);
  }

  /** A killed program may hold its port a moment longer than its process can be seen. */
  private static void startChain() {
    await()
        .atMost(DEADLINE)
        .ignoreException(ProcessFailedException.class)
        .untilAsserted(infrastructure.chain()::start);
  }

  private static void swapGenesis(String hash) {
    installation
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate("UPDATE anchoring.chain SET genesis_hash = CAST(:hash AS bytea)")
                    .bind("hash", hash)
                    .execute());
  }

  private static String fault() {
    return installation.get(ChainLink.class).fault().orElse("");
  }

  private static boolean stuck(String loop) {
    return installation.get(Loops.class).state().getOrDefault(loop, Optional.empty()).isPresent();
  }

  private static void append(int count) {
    ENTRIES.addAll(installation.append(organisation, count));
  }

  private static void awaitAllAnchored() {
    await().atMost(DEADLINE).until(() -> installation.anchored(ENTRIES) == ENTRIES.size());
  }
}
