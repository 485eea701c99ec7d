package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.label;
import static io.pharmatrace.app.SupplyChain.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.testsupport.Infrastructure;
import org.junit.jupiter.api.Test;

/** A part dies: health names it, the rest goes on, and work resumes by itself when it is back. */
class OutageIT extends SupplyChainTest {
  private static void commission(String serial) {
    chain.publish(
        scan(MAKER, "commissioning", label(serial, "O", "280331"), "2026-11-20T08:00:00Z", ""));
  }

  private static void awaitOk(String serial) {
    awaitVerdict(MAKER, serial, "OK");
  }

  private static void awaitHealth(String status, String named) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode health = app.get(null, "/health").body();
              assertThat(health.path("status").asText()).as("%s", health).isEqualTo(status);
              assertThat(health.toString()).contains(named);
            });
  }

  @Test
  void aDeadChainStopsNoScanAndIsCaughtUpWith(Infrastructure infrastructure) {
    infrastructure.chain().stop();
    commission("CHAIN");
    awaitOk("CHAIN");
    awaitHealth("DOWN", "anchoring");
    assertThat(verdict(MAKER, "CHAIN").get("anchoring").get("status").asText())
        .isEqualTo("pending");
    infrastructure.chain().start();
    awaitAnchored("CHAIN", 1);
    awaitHealth("UP", "ok");
  }

  @Test
  void aDeadBrokerStopsNoVerdictAndNoScanIsLost(Infrastructure infrastructure) {
    commission("BEFORE");
    awaitOk("BEFORE");
    infrastructure.kafka().stop();
    awaitHealth("DOWN", "\"kafka\":\"Timeout");
    assertThat(verdict(MAKER, "BEFORE").get("verdict").asText()).isEqualTo("OK");
    infrastructure.kafka().start();
    commission("AFTER");
    awaitOk("AFTER");
    awaitHealth("UP", "ok");
  }

  @Test
  void aDeadDatabaseIsSaidToBeUnavailableAndWorkResumes(Infrastructure infrastructure) {
    commission("UP");
    awaitOk("UP");
    infrastructure.postgres().stop();
    awaitHealth("DOWN", "jdbc");
    var answer = app.get(MAKER, "/api/v1/packs/" + GTIN + "/UP");
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(503);
    assertThat(answer.body().get("code").asText()).isEqualTo("unavailable");
    commission("MEANWHILE");
    infrastructure.postgres().start();
    awaitOk("MEANWHILE");
    awaitHealth("UP", "ok");
  }
}
