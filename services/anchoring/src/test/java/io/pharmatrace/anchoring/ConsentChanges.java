package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.ConsentsOnChain.Change;
import io.pharmatrace.anchoring.ConsentsOnChain.Head;
import io.pharmatrace.anchoring.ConsentsOnChain.Standing;
import io.pharmatrace.anchoring.ConsentsOnChain.Status;
import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ConsentChain;
import io.pharmatrace.anchoring.application.ConsentChain.SignedConsent;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.transparency.ConsentStatement;
import io.pharmatrace.transparency.SigningDomain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What tests of consents on chain say of an installation.
 *
 * @param installation that brings and follows them
 */
record ConsentChanges(Installation installation) {
  static final Duration DEADLINE = Duration.ofMinutes(5);

  /** Once the registry is known. */
  SigningDomain domain() {
    return await()
        .atMost(DEADLINE)
        .until(() -> installation.jdbi().withHandle(h -> consents().domain(h)), Optional::isPresent)
        .orElseThrow();
  }

  /** As the patient signed it. */
  long bring(PatientKey patient, ConsentStatement statement) {
    return bring(patient, statement, patient.sign(statement, domain()));
  }

  long bring(PatientKey patient, ConsentStatement statement, byte[] signature) {
    return installation
        .jdbi()
        .inTransaction(h -> consents().bring(h, statement, patient.salt(), signature));
  }

  /**
   * Past this installation, by another relay.
   *
   * @return the transaction, once it is in a block
   */
  SignedTransaction bringAsStranger(PatientKey patient, ConsentStatement statement) {
    Chain chain = installation.get(Chain.class);
    Signer stranger = installation.get(Keys.class).deployer("stranger");
    SignedConsent consent =
        new SignedConsent(
            statement, patient.salt(), Signature.decode(patient.sign(statement, domain())));
    SignedTransaction transaction =
        installation
            .get(ConsentChain.class)
            .bring(domain(), consent, stranger, chain.transactionCount(stranger.address()));
    chain.send(transaction);
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () ->
                assertThat(chain.mined(transaction.hash()))
                    .hasValueSatisfying(mined -> assertThat(mined.succeeded()).isTrue()));
    return transaction;
  }

  Change change(long id) {
    return installation
        .jdbi()
        .withHandle(h -> consents().changes(h, List.of(id)))
        .values()
        .iterator()
        .next();
  }

  Change awaitStatus(long id, Status expected) {
    return await().atMost(DEADLINE).until(() -> change(id), it -> it.status() == expected);
  }

  /** As this installation knows. */
  Optional<Standing> standing(PatientKey patient) {
    return installation.jdbi().withHandle(h -> consents().standing(h, patient.key()));
  }

  /** As the contract says. */
  long version(PatientKey patient) {
    return installation.get(ConsentChain.class).version(domain().contract(), patient.key());
  }

  Optional<Head> head() {
    return installation.jdbi().withHandle(h -> consents().head(h));
  }

  /** Changes of the patient's key that are to be brought, or were. */
  long stored(PatientKey patient) {
    return installation.count(
        "SELECT count(*) FROM anchoring.consent_change WHERE key = decode('%s', 'hex')"
            .formatted(patient.key().hex()));
  }

  /** Transactions on their way that bring it. */
  long submissions(long change) {
    return installation.count(
        "SELECT count(*) FROM anchoring.submission WHERE consent_id = " + change);
  }

  private ConsentsOnChain consents() {
    return installation.get(ConsentsOnChain.class);
  }
}
