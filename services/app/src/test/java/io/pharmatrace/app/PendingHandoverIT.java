package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.time.Duration;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A sender whose log stands still does not close what the receiver accepted. */
@PharmaTraceInfrastructure
class PendingHandoverIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void senderAndReceiverAreToldOnceAndNobodyElse(Infrastructure infrastructure) {
    try (RunningApplication app =
        RunningApplication.start(
            infrastructure, Map.of("pharmatrace.custody.handover-pending", "2s"))) {
      SupplyChain chain = new SupplyChain(app, infrastructure.kafka().bootstrapServers());
      chain.register();
      scan(chain, MAKER, "commissioning", 8, "");
      awaitVerdict(app, MAKER, "OK");
      SealedPaths paths = new SealedPaths(app, new ChainReader(infrastructure.chain().rpcUrl()));
      // What is mined while a log is stopped is not confirmed: nothing may be under way.
      await().atMost(PATIENCE).until(paths::settled);
      makersLog(app, "'stopped by a test'");
      scan(
          chain,
          MAKER,
          "shipping",
          9,
          ",\"destination\":\"https://id.gs1.org/414/" + PHARMACY_GLN + "\"");
      scan(chain, PHARMACY, "receiving", 10, "");
      awaitVerdict(app, PHARMACY, "OK");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(alerts(app, PHARMACY)).hasSize(1);
                assertThat(alerts(app, MAKER)).hasSize(1);
              });
      assertThat(alerts(app, WHOLESALER)).isEmpty();

      makersLog(app, "NULL");
      await().atMost(PATIENCE).until(paths::settled);
      int pending =
          app.bean(Jdbi.class)
              .withHandle(
                  handle ->
                      handle
                          .createQuery("SELECT count(*) FROM anchoring.pending_handovers")
                          .mapTo(Integer.class)
                          .one());
      assertThat(pending).isZero();
      assertThat(alerts(app, PHARMACY).findValuesAsText("times")).containsExactly("1");
      JsonNode pack = app.get(PHARMACY, "/api/v1/packs/" + GTIN + "/J1").body();
      assertThat(pack.at("/anchoring/seals").asText()).isEqualTo("sealed");
    }
  }

  private static void scan(SupplyChain chain, String who, String step, int hour, String extra) {
    chain.publish(
        SupplyChain.scan(
            who,
            step,
            SupplyChain.label("J1", "J", "310131"),
            "2026-11-20T%02d:00:00Z".formatted(hour),
            extra));
  }

  private static void awaitVerdict(RunningApplication app, String who, String verdict) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        app.get(who, "/api/v1/packs/" + GTIN + "/J1")
                            .body()
                            .path("verdict")
                            .asText())
                    .isEqualTo(verdict));
  }

  private static JsonNode alerts(RunningApplication app, String who) {
    return app.get(who, "/api/v1/alerts?code=handover-pending&serial=J1").body();
  }

  /** Why it is stopped. */
  private static void makersLog(RunningApplication app, String why) {
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE anchoring.log SET stopped = "
                        + why
                        + " WHERE organisation = (SELECT id FROM registry.organisations WHERE gln = ?)",
                    SupplyChain.MAKER_GLN));
  }
}
