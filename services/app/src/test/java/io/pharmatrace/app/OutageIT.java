package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.label;
import static io.pharmatrace.app.SupplyChain.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A part dies: health names it, the rest goes on, and work resumes by itself when it is back. */
@PharmaTraceInfrastructure
class OutageIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static RunningApplication app;
  private static SupplyChain chain;

  @BeforeAll
  static void start(Infrastructure infrastructure) {
    app = RunningApplication.start(infrastructure, Map.of());
    chain = new SupplyChain(app, infrastructure.kafka().bootstrapServers());
    chain.register();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static void commission(String serial) {
    chain.publish(
        scan(MAKER, "commissioning", label(serial, "O", "280331"), "2026-11-20T08:00:00Z", ""));
  }

  private static JsonNode verdict(String serial) {
    return app.get(MAKER, "/api/v1/packs/" + GTIN + "/" + serial).body();
  }

  private static void awaitOk(String serial) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(verdict(serial).path("verdict").asText()).isEqualTo("OK"));
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
    assertThat(verdict("CHAIN").get("anchoring").get("status").asText()).isEqualTo("pending");
    infrastructure.chain().start();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        Proofs.anchored(
                            app.get(REGULATOR, "/api/v1/packs/" + GTIN + "/CHAIN/trace").body()))
                    .isTrue());
    awaitHealth("UP", "ok");
  }

  @Test
  void aDeadBrokerStopsNoVerdictAndNoScanIsLost(Infrastructure infrastructure) {
    commission("BEFORE");
    awaitOk("BEFORE");
    infrastructure.kafka().stop();
    awaitHealth("DOWN", "\"kafka\":\"Timeout");
    assertThat(verdict("BEFORE").get("verdict").asText()).isEqualTo("OK");
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
