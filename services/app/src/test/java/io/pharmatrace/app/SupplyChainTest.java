package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;

/** What tests of scans need: a running application, a registered supply chain, and questions. */
@PharmaTraceInfrastructure
abstract class SupplyChainTest {
  /** A slow machine takes longer than a test's author. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  static RunningApplication app;
  static SupplyChain chain;

  /** Whether a test left custody and seals as they were. */
  static boolean sealsAgree;

  @BeforeAll
  static void start(Infrastructure infrastructure, TestInfo test) {
    sealsAgree = true;
    Map<String, Object> settings = new HashMap<>();
    for (Setting setting : test.getTestClass().orElseThrow().getAnnotationsByType(Setting.class)) {
      settings.put(setting.name(), setting.value());
    }
    app = RunningApplication.start(infrastructure, settings);
    chain = new SupplyChain(app, infrastructure.kafka().bootstrapServers());
    chain.register();
  }

  /** Whatever the tests did, seals followed it. */
  @AfterAll
  static void stop() {
    try {
      if (sealsAgree) {
        Seals.agree(app);
      }
    } finally {
      chain.close();
      app.close();
    }
  }

  static JsonNode verdict(String who, String serial) {
    return app.get(who, "/api/v1/packs/" + GTIN + "/" + serial).body();
  }

  static void awaitVerdict(String who, String serial, String verdict) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(verdict(who, serial).path("verdict").asText())
                    .as("%s of %s", serial, who)
                    .isEqualTo(verdict));
  }

  /** A pack that the maker commissioned and holds, with expiry date 310131. */
  static void commissioned(String serial, String lot) {
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "commissioning",
            SupplyChain.label(serial, lot, "310131"),
            "2026-11-20T08:00:00+01:00",
            ""));
    awaitOnRecord(GTIN, serial);
    awaitVerdict(MAKER, serial, "OK");
  }

  /** Whoever asks for the verdict of a pack of the maker's before it is there raises an alert. */
  static void awaitOnRecord(String gtin, String serial) {
    String trace = "/api/v1/packs/" + gtin + "/" + serial + "/trace";
    await().atMost(PATIENCE).until(() -> app.get(MAKER, trace).status() == 200);
  }

  /** The journey as the regulator sees it. */
  static JsonNode trace(String serial) {
    return app.get(REGULATOR, "/api/v1/packs/" + GTIN + "/" + serial + "/trace").body();
  }

  static void awaitAnchored(String serial, int steps) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(trace(serial).path("steps")).hasSize(steps);
              assertThat(Proofs.anchored(trace(serial))).isTrue();
            });
  }

  /** The identifier of an organisation. */
  static UUID organisation(String gln) {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT id FROM registry.organisations WHERE gln = :gln")
                    .bind("gln", gln)
                    .mapTo(UUID.class)
                    .one());
  }
}
