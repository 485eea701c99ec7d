package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.Signable;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.application.StoppedLogs;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Commitment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others use the chain too, also between signing and sending. */
@PharmaTraceInfrastructure
class ForeignTransactionIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @SuppressWarnings("NullAway.Init")
  private Infrastructure infrastructure;

  @SuppressWarnings("NullAway.Init")
  private UUID organisation;

  private final List<Long> entries = new ArrayList<>();
  private final List<Bytes32> foreign = new ArrayList<>();

  @BeforeEach
  void use(Infrastructure given) {
    infrastructure = given;
  }

  @Test
  void aCommitmentThatSomebodyElseRelaysIsConfirmedAllTheSame() {
    betweenSigningAndSending(
        (dying, commitment, signature) -> send(dying, stranger(dying), commitment, signature));

    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      await().atMost(DEADLINE).until(() -> installation.anchored(entries) == 4);
      assertThat(installation.proof(entries.getFirst()).anchored().transactionHash())
          .isEqualTo(foreign.getFirst());
      entries.addAll(installation.append(organisation, 2));
      await().atMost(DEADLINE).until(() -> installation.anchored(entries) == 6);
      LogAssert.assertWhole(installation, organisation, entries);
    }
  }

  @Test
  void aNonceThatWasUsedElsewhereIsReplaced() {
    betweenSigningAndSending(
        (dying, commitment, signature) ->
            // Signed by nobody the contract knows, so it is mined, reverted, and uses up the nonce.
            send(
                dying,
                dying.get(Keys.class).relay(),
                commitment,
                stranger(dying)
                    .sign(
                        Signable.TypedData.of(
                            dying.get(ChainLink.class).target().domain(), commitment))));

    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      await().atMost(DEADLINE).until(() -> installation.anchored(entries) == 4);
      LogAssert.assertWhole(installation, organisation, entries);
    }
  }

  @Test
  void anotherRecordUnderOurKeyStopsThatOrganisationAndNoOther() {
    betweenSigningAndSending(
        (dying, commitment, signature) -> {
          Commitment other =
              new Commitment(
                  commitment.organisation(),
                  commitment.sequence(),
                  commitment.logSize(),
                  Bytes32.random(),
                  List.of());
          Signature stolen =
              dying
                  .get(Keys.class)
                  .organisation(organisation)
                  .sign(Signable.TypedData.of(dying.get(ChainLink.class).target().domain(), other));
          send(dying, stranger(dying), other, stolen);
        });

    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      await()
          .atMost(DEADLINE)
          .until(() -> installation.get(StoppedLogs.class).reasons().containsKey(organisation));
      assertThat(installation.get(StoppedLogs.class).reasons().get(organisation))
          .contains("is not ours");
      UUID bystander = installation.newOrganisation("pharmacist");
      List<Long> others = installation.append(bystander, 1);
      await().atMost(DEADLINE).until(() -> installation.anchored(others) == 1);
      assertThat(installation.append(organisation, 1)).as("entries are still taken").hasSize(1);
      assertThat(installation.anchored(entries)).isZero();
    }
  }

  private interface Deed {
    void happens(Installation dying, Commitment commitment, Signature signature);
  }

  private void betweenSigningAndSending(Deed deed) {
    try (Installation dying =
        Installation.start(infrastructure, home, Map.of(HaltingSteps.PROPERTY, Steps.SIGNED))) {
      organisation = dying.newOrganisation("distributor");
      entries.addAll(dying.append(organisation, 4));
      await().atMost(DEADLINE).until(() -> dying.get(HaltingSteps.class).isHalted());
      dying
          .jdbi()
          .useHandle(
              handle ->
                  handle
                      .createQuery(
                          """
                          SELECT l.chain_id, c.sequence, c.log_size, c.log_root, c.signature
                          FROM anchoring.commitment c
                          JOIN anchoring.log l ON l.organisation = c.organisation
                          WHERE c.organisation = :o
                          """)
                      .bind("o", organisation)
                      .map(
                          (r, c) -> {
                            Commitment commitment =
                                new Commitment(
                                    Bytes32.of(r.getBytes("chain_id")),
                                    r.getLong("sequence"),
                                    r.getLong("log_size"),
                                    Bytes32.of(r.getBytes("log_root")),
                                    List.of());
                            deed.happens(
                                dying, commitment, Signature.decode(r.getBytes("signature")));
                            return commitment;
                          })
                      .one());
    }
  }

  private static Signer stranger(Installation installation) {
    return installation.get(Keys.class).governors(3).getLast();
  }

  private void send(
      Installation installation, Signer account, Commitment commitment, Signature signature) {
    Chain chain = installation.get(Chain.class);
    SignedTransaction transaction =
        chain.commit(
            installation.get(ChainLink.class).target().domain(),
            commitment,
            signature,
            account,
            chain.transactionCount(account.address()));
    chain.send(transaction);
    await().atMost(DEADLINE).until(() -> chain.mined(transaction.hash()).isPresent());
    foreign.add(transaction.hash());
  }
}
