package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A key that cannot be used is named, and never replaced by another. */
@PharmaTraceInfrastructure
@TestMethodOrder(OrderAnnotation.class)
class UnusableKeyIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @SuppressWarnings("NullAway.Init")
  private static Infrastructure infrastructure;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path home;

  /** First: afterwards the database belongs to a chain, and no key is needed to found one. */
  @Test
  @Order(1)
  void ofTheRelayIsToldWhereTheChainIs() {
    try (Installation installation =
        Installation.start(
            infrastructure,
            home,
            Map.of(
                "pharmatrace.anchoring.signer",
                "remote",
                "pharmatrace.anchoring.remote-signer.url",
                "http://127.0.0.1:9"))) {
      ChainLink link = installation.get(ChainLink.class);
      await()
          .atMost(DEADLINE)
          .until(() -> link.fault().orElse("").contains("set pharmatrace.anchoring.remote-signer"));
    }
  }

  @Test
  @Order(2)
  void ofAnOrganisationIsNotMadeAnew() throws IOException {
    UUID organisation;
    try (Installation before = Installation.start(infrastructure, home, Map.of())) {
      organisation = before.newOrganisation("manufacturer");
      awaitAnchored(before, before.append(organisation, 1));
    }
    Path key = home.resolve("keys/organisation-" + organisation + ".json");
    byte[] kept = Files.readAllBytes(key);
    Files.delete(key);
    try (Installation after = Installation.start(infrastructure, home, Map.of())) {
      List<Long> waiting = after.append(organisation, 1);
      await()
          .atMost(DEADLINE)
          .until(
              () ->
                  after.count(
                          "SELECT count(*) FROM anchoring.commitment"
                              + " WHERE refused LIKE '%is missing: bring it back%'")
                      == 1);
      assertThat(key).doesNotExist();

      Files.write(key, kept);
      awaitAnchored(after, waiting);
    }
  }

  private static void awaitAnchored(Installation installation, List<Long> entries) {
    await().atMost(DEADLINE).until(() -> installation.anchored(entries) == entries.size());
  }
}
