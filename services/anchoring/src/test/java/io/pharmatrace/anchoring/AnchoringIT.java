package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.domain.CommittedRecord;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsistencyProof;
import io.pharmatrace.transparency.LoggedEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PharmaTraceInfrastructure
class AnchoringIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @BeforeAll
  static void start(Infrastructure infrastructure, @TempDir Path home) {
    installation = Installation.start(infrastructure, home, Map.of());
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void anEntryIsProvedAgainstTheRootReadBackFromTheChain() {
    UUID organisation = installation.newOrganisation("manufacturer");
    List<Long> entries = installation.append(organisation, 300);
    await().atMost(DEADLINE).until(() -> installation.anchored(entries) == 300);

    Map<Long, AnchoredEntry> proofs = installation.proofs(entries);

    assertThat(proofs).hasSize(300);
    for (AnchoredEntry proof : proofs.values()) {
      CommittedRecord onChain = readBack(proof.anchored());
      assertThat(proof.logged().check(onChain.logSize(), onChain.logRoot()))
          .isEqualTo(LoggedEntry.Verdict.INCLUDED);
    }
    assertThat(entries.stream().map(id -> installation.proof(id).anchored().leafIndex()))
        .as("the order of appending is the order of the log")
        .isSorted();
  }

  @Test
  void tenThousandEntriesOfOneTransactionAreSealedByOneCommitment() {
    UUID organisation = installation.newOrganisation("manufacturer");
    List<Long> entries = installation.append(organisation, 10_000);
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> installation.anchored(entries) == 10_000);

    Map<Long, CommittedRecord> onChain = LogAssert.onChain(installation, organisation);
    assertThat(onChain.keySet()).containsExactly(1L);
    for (int i : List.of(0, 1, 255, 256, 4_095, 8_192, 9_999)) {
      AnchoredEntry proof = installation.proof(entries.get(i));
      assertThat(proof.anchored().leafIndex()).isEqualTo(i);
      CommittedRecord record = readBack(proof.anchored());
      assertThat(record.logSize()).isEqualTo(10_000);
      assertThat(proof.logged().check(record.logSize(), record.logRoot()))
          .isEqualTo(LoggedEntry.Verdict.INCLUDED);
    }
  }

  @Test
  void laterCommitmentsContinueTheLogOfEarlierOnes() {
    UUID organisation = installation.newOrganisation("distributor");
    List<Long> first = installation.append(organisation, 3);
    await().atMost(DEADLINE).until(() -> installation.anchored(first) == 3);
    List<Long> second = installation.append(organisation, 700);
    await().atMost(DEADLINE).until(() -> installation.anchored(second) == 700);

    EntryStatus.Anchored early = installation.proof(first.getLast()).anchored();
    EntryStatus.Anchored late = installation.proof(second.getLast()).anchored();

    assertThat(late.sequence()).isEqualTo(early.sequence() + 1);
    ConsistencyProof proof =
        installation
            .jdbi()
            .withHandle(
                handle ->
                    installation
                        .get(Anchors.class)
                        .consistency(handle, organisation, early.logSize(), late.logSize()));
    assertThat(proof.verify(readBack(early).logRoot(), readBack(late).logRoot())).isTrue();
  }

  @Test
  void theHeadKeptForTheLastCommitmentIsTheHeadOnChain() {
    UUID organisation = installation.newOrganisation("pharmacist");
    List<Long> entries = installation.append(organisation, 1);
    await().atMost(DEADLINE).until(() -> installation.anchored(entries) == 1);
    EntryStatus.Anchored anchored = installation.proof(entries.getFirst()).anchored();

    Bytes32 kept =
        installation
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "SELECT head FROM anchoring.commitment WHERE organisation = :o")
                        .bind("o", organisation)
                        .map((r, c) -> Bytes32.of(r.getBytes(1)))
                        .one());

    ChainLink.Target target = installation.get(ChainLink.class).target();
    Chain chain = installation.get(Chain.class);
    assertThat(kept)
        .isEqualTo(
            chain
                .last(target.contracts().ledger(), anchored.organisation(), chain.newestBlock())
                .head());
  }

  private static CommittedRecord readBack(EntryStatus.Anchored anchored) {
    ChainLink.Target target = installation.get(ChainLink.class).target();
    return installation
        .get(Chain.class)
        .committed(target.contracts().ledger(), anchored.blockNumber(), anchored.blockNumber())
        .stream()
        .filter(record -> record.transactionHash().equals(anchored.transactionHash()))
        .filter(record -> record.organisation().equals(anchored.organisation()))
        .findFirst()
        .orElseThrow();
  }
}
