package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.label;
import static io.pharmatrace.app.SupplyChain.scan;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.testsupport.Infrastructure;
import org.junit.jupiter.api.Test;

/** From a scan to the chain and back: every event is proved into a root that is on chain. */
class AnchoredJourneyIT extends SupplyChainTest {
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
    awaitAnchored("A1", 3);
    JsonNode info = app.get(null, "/api/v1/chain").body();
    boolean validators = infrastructure.chain().hasValidators();
    assertThat(info.get("client").asText()).startsWith(validators ? "besu/" : "anvil/");
    assertThat(info.get("development").asBoolean()).isEqualTo(!validators);
    var onChain =
        new ChainReader(infrastructure.chain().rpcUrl()).commitments(info.get("ledger").asText());
    Proofs.check(trace("A1"), onChain);
    JsonNode anchoring = verdict(PHARMACY, "A1").get("anchoring");
    assertThat(anchoring.get("status").asText()).isEqualTo("anchored");
    assertThat(anchoring.get("sequence").asLong()).isPositive();
    assertThat(anchoring.get("block").asLong()).isPositive();
    assertThat(anchoring.get("transaction").asText()).matches("0x[0-9a-f]{64}");
  }
}
