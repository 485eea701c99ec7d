package io.pharmatrace.anchoring;

import static io.pharmatrace.anchoring.ConsentChanges.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pharmatrace.anchoring.ConsentsOnChain.Change;
import io.pharmatrace.anchoring.ConsentsOnChain.Standing;
import io.pharmatrace.anchoring.ConsentsOnChain.Status;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.ConsentStatement;
import io.pharmatrace.transparency.SigningDomain;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What patients sign is brought onto the registry, and what stands there is known. */
@PharmaTraceInfrastructure
class ConsentsOnChainIT {
  @SuppressWarnings("NullAway.Init")
  private static Infrastructure infrastructure;

  @SuppressWarnings("NullAway.Init")
  private static NodeFront front;

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @SuppressWarnings("NullAway.Init")
  private static ConsentChanges consents;

  private final PatientKey patient = PatientKey.fresh();

  @BeforeAll
  static void start(@TempDir Path home) throws IOException {
    front = NodeFront.of(infrastructure.chain().rpcUrl());
    installation =
        Installation.start(infrastructure, home, Map.of("pharmatrace.chain.rpc-url", front.url()));
    consents = new ConsentChanges(installation);
  }

  @AfterAll
  static void stop() {
    installation.close();
    front.close();
  }

  @AfterEach
  void beHonest() {
    front.beHonest();
  }

  @Test
  void aGrantAndItsRevocationStandThereOneAfterTheOther() {
    ConsentStatement.Grant grant = patient.grant(0);
    Change granted = consents.awaitStatus(consents.bring(patient, grant), Status.CONFIRMED);
    assertThat(granted.transaction()).matches("0x[0-9a-f]{64}");
    assertThat(consents.standing(patient))
        .contains(
            new Standing(
                1,
                Optional.of(grant.commitment()),
                grant.notAfter(),
                Objects.requireNonNull(granted.block())));

    long revoked = consents.bring(patient, patient.revoke(1));
    long again = consents.bring(patient, patient.grant(2));
    long ended = consents.bring(patient, patient.revoke(3));
    consents.awaitStatus(revoked, Status.CONFIRMED);
    consents.awaitStatus(again, Status.CONFIRMED);
    Change last = consents.awaitStatus(ended, Status.CONFIRMED);
    assertThat(consents.standing(patient))
        .contains(new Standing(4, Optional.empty(), 0, Objects.requireNonNull(last.block())));
    assertThat(consents.version(patient)).isEqualTo(4);
  }

  @Test
  void whatIsGivenTwiceIsOne() {
    ConsentStatement.Grant grant = patient.grant(0);
    byte[] signature = patient.sign(grant, consents.domain());
    long first = consents.bring(patient, grant, signature);

    assertThat(consents.bring(patient, grant, signature)).isEqualTo(first);
    consents.awaitStatus(first, Status.CONFIRMED);
    assertThat(consents.bring(patient, grant, signature)).isEqualTo(first);
    assertThat(consents.change(first).status()).isEqualTo(Status.CONFIRMED);
  }

  @Test
  void whatAStrangerBringsCountsAndWhatItReplacesIsRefusedForGood() {
    ConsentStatement.Revoke revocation = patient.revoke(0);
    SignedTransaction strangers = consents.bringAsStranger(patient, revocation);
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> assertThat(consents.standing(patient).map(Standing::version)).contains(1L));

    long same = consents.bring(patient, revocation);
    long other = consents.bring(patient, patient.grant(0));
    Change confirmed = consents.awaitStatus(same, Status.CONFIRMED);
    assertThat(confirmed.transaction()).isEqualTo("0x" + strangers.hash().hex());
    assertThat(consents.awaitStatus(other, Status.REFUSED).reason()).isEqualTo("WrongNonce");
    assertThat(consents.version(patient)).isEqualTo(1);
  }

  @Test
  void whatComesAfterItsDeadlineIsRefusedForGoodAndHoldsNothingUp() {
    long late = consents.bring(patient, new ConsentStatement.Revoke(patient.key(), 0, 1));
    PatientKey other = PatientKey.fresh();
    long next = consents.bring(other, other.revoke(0));

    assertThat(consents.awaitStatus(late, Status.REFUSED).reason()).isEqualTo("DeadlinePassed");
    consents.awaitStatus(next, Status.CONFIRMED);
    assertThat(consents.submissions(late)).isZero();
    // The patient can sign anew.
    consents.awaitStatus(consents.bring(patient, patient.revoke(0)), Status.CONFIRMED);
  }

  @Test
  void whatIsSignedForALaterVersionWaitsForTheOneBefore() {
    long second = consents.bring(patient, patient.revoke(1));
    await().atMost(DEADLINE).until(() -> "WrongNonce".equals(consents.change(second).reason()));
    assertThat(consents.change(second).status()).isEqualTo(Status.PENDING);

    consents.awaitStatus(consents.bring(patient, patient.grant(0)), Status.CONFIRMED);
    consents.awaitStatus(second, Status.CONFIRMED);
    assertThat(consents.version(patient)).isEqualTo(2);
  }

  @Test
  void whatIsNotSignedSoByTheKeysSignerIsNotTaken() {
    ConsentStatement.Grant grant = patient.grant(0);
    SigningDomain domain = consents.domain();
    assertNotTaken(grant, PatientKey.fresh().sign(grant, domain));
    assertNotTaken(grant, patient.sign(patient.grant(0), domain));
    assertNotTaken(
        grant,
        patient.sign(
            grant, new SigningDomain(domain.chainId().add(BigInteger.ONE), domain.contract())));
    assertNotTaken(
        grant,
        patient.sign(grant, new SigningDomain(domain.chainId(), Address.fromHex("ab".repeat(20)))));
    assertThat(consents.stored(patient)).isZero();
  }

  private void assertNotTaken(ConsentStatement statement, byte[] signature) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> consents.bring(patient, statement, signature));
  }

  @Test
  void itIsTakenIfAndOnlyIfTheCallersTransactionCommits() {
    ConsentStatement.Grant grant = patient.grant(0);
    byte[] signature = patient.sign(grant, consents.domain());
    installation
        .jdbi()
        .useTransaction(
            handle -> {
              installation
                  .get(ConsentsOnChain.class)
                  .bring(handle, grant, patient.salt(), signature);
              handle.rollback();
            });

    assertThat(consents.stored(patient)).isZero();
  }

  /** And of the two for one version the revocation is brought. */
  @Test
  void whatIsGivenWhileTheChainIsGoneIsBroughtWhenItIsBack() {
    long before = consents.bring(patient, patient.grant(0));
    consents.awaitStatus(before, Status.CONFIRMED);
    await().atMost(DEADLINE).until(() -> consents.head().isPresent());
    infrastructure.chain().stop();
    Instant stopped = Instant.now();
    long granted = consents.bring(patient, patient.grant(1));
    long revoked = consents.bring(patient, patient.revoke(1));
    assertThat(consents.change(revoked).status()).isEqualTo(Status.PENDING);
    assertThat(consents.head())
        .hasValueSatisfying(
            head -> assertThat(head.seen()).as("nobody looks any more").isBefore(stopped));
    startChain();

    consents.awaitStatus(revoked, Status.CONFIRMED);
    assertThat(consents.awaitStatus(granted, Status.REFUSED).reason()).isEqualTo("WrongNonce");
    assertThat(consents.version(patient)).isEqualTo(2);
    await()
        .atMost(DEADLINE)
        .until(() -> consents.head().filter(head -> head.seen().isAfter(stopped)).isPresent());
  }

  /** What was in the lost blocks may be confirmed until the loss is noticed. */
  @Test
  void whatADevelopmentChainLostIsBroughtAgain() {
    assumeFalse(infrastructure.chain().hasValidators(), "this is about anvil");
    long granted = consents.bring(patient, patient.grant(0));
    consents.awaitStatus(granted, Status.CONFIRMED);
    infrastructure.chain().kill();
    startChain();

    await()
        .atMost(DEADLINE)
        .ignoreExceptions()
        .until(
            () ->
                consents.version(patient) == 1
                    && consents.head().isPresent()
                    && consents.standing(patient).isPresent()
                    && consents.change(granted).status() == Status.CONFIRMED);
  }

  /** As behind a balancer, whose nodes are not equally far. */
  @Test
  void whatWasNotThereWhenItsBlockWasReadIsReadAgain() {
    AtomicInteger given = new AtomicInteger();
    front.change(
        (method, parameters, result) ->
            method.equals("eth_getLogs") && !result.isEmpty() && given.getAndIncrement() == 0
                ? JsonNodeFactory.instance.arrayNode()
                : result);
    consents.bringAsStranger(patient, patient.revoke(0));

    await().atMost(DEADLINE).until(() -> consents.standing(patient).isPresent());
  }

  private static void startChain() {
    await()
        .atMost(DEADLINE)
        .ignoreException(ProcessFailedException.class)
        .untilAsserted(infrastructure.chain()::start);
  }
}
