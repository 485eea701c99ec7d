package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
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

/** From a scan to the chain and back: every event is proved into a root that is on chain. */
@PharmaTraceInfrastructure
class AnchoredJourneyIT {
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

  private static JsonNode trace(String who) {
    return app.get(who, "/api/v1/packs/" + GTIN + "/A1/trace").body();
  }

  @Test
  void everyEventIsProvedIntoARootThatWasReadBackFromTheChain(Infrastructure infrastructure) {
    String data = label("A1", "A", "280331");
    chain.publish(scan(MAKER, "commissioning", data, "2026-11-20T08:00:00Z", ""));
    chain.publish(
        scan(
            MAKER,
            "shipping",
            data,
            "2026-11-20T09:00:00Z",
            ",\"destination\":\"https://id.gs1.org/414/" + PHARMACY_GLN + "\""));
    chain.publish(scan(PHARMACY, "receiving", data, "2026-11-20T10:00:00Z", ""));
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              JsonNode journey = trace(REGULATOR);
              assertThat(journey.path("steps")).hasSize(3);
              assertThat(Proofs.anchored(journey)).isTrue();
            });
    JsonNode info = app.get(null, "/api/v1/chain").body();
    assertThat(info.get("client").asText()).startsWith("anvil");
    assertThat(info.get("development").asBoolean()).isTrue();
    var onChain =
        new ChainReader(infrastructure.chain().rpcUrl()).commitments(info.get("ledger").asText());
    Proofs.check(trace(REGULATOR), onChain);
    JsonNode anchoring = app.get(PHARMACY, "/api/v1/packs/" + GTIN + "/A1").body().get("anchoring");
    assertThat(anchoring.get("status").asText()).isEqualTo("anchored");
    assertThat(anchoring.get("sequence").asLong()).isPositive();
    assertThat(anchoring.get("block").asLong()).isPositive();
    assertThat(anchoring.get("transaction").asText()).matches("0x[0-9a-f]{64}");
  }
}
