package io.pharmatrace.anchoring;

import static io.pharmatrace.anchoring.ConsentChanges.DEADLINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.ConsentsOnChain.Change;
import io.pharmatrace.anchoring.ConsentsOnChain.Standing;
import io.pharmatrace.anchoring.ConsentsOnChain.Status;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change of a consent is neither lost nor doubled, wherever the installation dies. */
@PharmaTraceInfrastructure
class ConsentCrashIT {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  private final PatientKey patient = PatientKey.fresh();

  @ParameterizedTest
  @CsvSource({
    Steps.SIGNED + ", PENDING",
    Steps.SENT + ", PENDING",
    Steps.OBSERVED + ", PENDING",
    Steps.CONFIRMED + ", CONFIRMED"
  })
  void itIsBroughtOnceByTheBytesThatWereSignedFirst(
      String step, Status atDeath, Infrastructure infrastructure) {
    awaitRegistry(infrastructure);
    long granted;
    String transaction;
    try (Installation dying = dying(infrastructure, step)) {
      granted = bringAndDie(dying);
      transaction = "0x" + hash(dying, granted);
      assertThat(new ConsentChanges(dying).change(granted).status()).isEqualTo(atDeath);
    }

    try (Installation restarted = Installation.start(infrastructure, home, Map.of())) {
      ConsentChanges consents = new ConsentChanges(restarted);
      Change change = consents.awaitStatus(granted, Status.CONFIRMED);
      assertThat(change.transaction()).isEqualTo(transaction);
      assertThat(consents.standing(patient).map(Standing::version)).contains(1L);
      assertThat(consents.version(patient)).isEqualTo(1);
      await().atMost(DEADLINE).until(() -> consents.submissions(granted) == 0);
    }
  }

  @Test
  void whatAStrangerBroughtMeanwhileCounts(Infrastructure infrastructure) {
    awaitRegistry(infrastructure);
    long granted;
    try (Installation dying = dying(infrastructure, Steps.SIGNED)) {
      granted = bringAndDie(dying);
      new ConsentChanges(dying).bringAsStranger(patient, patient.revoke(0));
    }

    try (Installation restarted = Installation.start(infrastructure, home, Map.of())) {
      ConsentChanges consents = new ConsentChanges(restarted);
      assertThat(consents.awaitStatus(granted, Status.REFUSED).reason()).isEqualTo("WrongNonce");
      assertThat(consents.standing(patient))
          .hasValueSatisfying(standing -> assertThat(standing.commitment()).isEmpty());
      assertThat(consents.version(patient)).isEqualTo(1);
      await().atMost(DEADLINE).until(() -> consents.submissions(granted) == 0);
    }
  }

  private static void awaitRegistry(Infrastructure infrastructure) {
    try (Installation before = Installation.start(infrastructure, home, Map.of())) {
      ConsentChanges consents = new ConsentChanges(before);
      consents.domain();
      await().atMost(DEADLINE).until(() -> consents.head().isPresent());
    }
  }

  private static Installation dying(Infrastructure infrastructure, String step) {
    return Installation.start(infrastructure, home, Map.of(HaltingSteps.PROPERTY, step));
  }

  private long bringAndDie(Installation dying) {
    long granted = new ConsentChanges(dying).bring(patient, patient.grant(0));
    await().atMost(DEADLINE).until(() -> dying.get(HaltingSteps.class).isHalted());
    return granted;
  }

  /** Of the transaction that was made for it. */
  private static String hash(Installation installation, long change) {
    return installation
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        """
                        SELECT encode(coalesce(t.tx_hash, s.tx_hash), 'hex')
                        FROM anchoring.consent_change t
                        LEFT JOIN anchoring.submission s ON s.consent_id = t.id
                        WHERE t.id = :change
                        """)
                    .bind("change", change)
                    .mapTo(String.class)
                    .one());
  }
}
