package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another account relays from now on, while the one before it has signed what was not sent. */
@PharmaTraceInfrastructure
class ChangedRelayIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @SuppressWarnings("NullAway.Init")
  private UUID organisation;

  @SuppressWarnings("NullAway.Init")
  private Address former;

  private final List<Long> entries = new ArrayList<>();

  @Test
  void whatTheFormerOneSignedIsSentWithoutItsKey(Infrastructure infrastructure) throws IOException {
    String signed = loseTheRelay(infrastructure, "");

    goesOn(infrastructure, signed, true);
  }

  @Test
  void whatCanNeverBeMinedIsSignedByThePresentOne(Infrastructure infrastructure)
      throws IOException {
    String signed =
        loseTheRelay(
            infrastructure,
            "UPDATE anchoring.submission SET nonce = nonce + 1 WHERE sent_at IS NULL");

    goesOn(infrastructure, signed, false);
  }

  /** Returns the transaction that was signed and not sent. */
  private String loseTheRelay(Infrastructure infrastructure, String change) throws IOException {
    String signed;
    try (Installation dying =
        Installation.start(infrastructure, home, Map.of(HaltingSteps.PROPERTY, Steps.SIGNED))) {
      organisation = dying.newOrganisation("distributor");
      entries.addAll(dying.append(organisation, 4));
      await().atMost(DEADLINE).until(() -> dying.get(HaltingSteps.class).isHalted());
      former = dying.get(Keys.class).relay().address();
      signed =
          dying
              .jdbi()
              .withHandle(
                  h ->
                      h.createQuery(
                              "SELECT encode(tx_hash, 'hex') FROM anchoring.submission"
                                  + " WHERE organisation = :o")
                          .bind("o", organisation)
                          .mapTo(String.class)
                          .one());
      if (!change.isEmpty()) {
        dying.jdbi().useHandle(h -> h.execute(change));
      }
    }
    Files.delete(home.resolve("keys/relay.json"));
    return signed;
  }

  private void goesOn(Infrastructure infrastructure, String signed, boolean byTheFormer) {
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      await().atMost(DEADLINE).until(() -> installation.anchored(entries) == entries.size());
      assertThat(installation.get(Keys.class).relay().address()).isNotEqualTo(former);
      assertThat(
              installation
                  .proof(entries.getFirst())
                  .anchored()
                  .transactionHash()
                  .hex()
                  .equals(signed))
          .isEqualTo(byTheFormer);
      entries.addAll(installation.append(organisation, 2));
      await().atMost(DEADLINE).until(() -> installation.anchored(entries) == entries.size());
      LogAssert.assertWhole(installation, organisation, entries);
      await()
          .atMost(DEADLINE)
          .until(() -> installation.count("SELECT count(*) FROM anchoring.submission") == 0);
    }
  }
}
