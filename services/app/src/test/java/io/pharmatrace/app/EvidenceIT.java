package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.transparency.evidence.BundleCheck;
import io.pharmatrace.transparency.evidence.MalformedException;
import io.pharmatrace.transparency.evidence.Report;
import io.pharmatrace.transparency.evidence.TrustedNetwork;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From a scan to a file that holds without the application. */
class EvidenceIT extends SupplyChainTest {
  /** What a bundle that holds is worth on the chain of this test run. */
  private final Report.Verdict holds;

  EvidenceIT(Infrastructure infrastructure) {
    holds =
        infrastructure.chain().hasValidators() ? Report.Verdict.VALID : Report.Verdict.NO_CONSENSUS;
  }

  private static String fetch(String path) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(app.get(MAKER, path).status()).isEqualTo(200));
    return app.get(MAKER, path).raw().body();
  }

  private static Report check(String bundle) throws MalformedException {
    String network = app.get(null, "/api/v1/chain/network").raw().body();
    return new BundleCheck(
            Optional.of(TrustedNetwork.read(network.getBytes(StandardCharsets.UTF_8))))
        .check(bundle.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void theAuthorOfAnEventGetsEvidenceOfItThatAnybodyCanCheck() throws MalformedException {
    commissioned("EV1", "EV");
    awaitAnchored("EV1", 1);
    String event = trace("EV1").get("steps").get(0).get("event").asText();
    String hash = event.replaceFirst("ni:///sha-256;([0-9a-f]{64}).*", "$1");
    String path = "/api/v1/events/" + hash + "/evidence";

    String bundle = fetch(path);
    Report report = check(bundle);
    assertThat(report.verdict()).as(report.toString()).isEqualTo(holds);
    assertThat(report.documents()).hasSize(1);
    assertThat(report.documents().getFirst()).contains("EV1").contains("commissioning");
    int at = bundle.indexOf("eventHash") + "eventHash\":\"".length();
    String altered =
        bundle.substring(0, at) + (bundle.charAt(at) == '0' ? '1' : '0') + bundle.substring(at + 1);
    assertThat(check(altered).verdict()).isEqualTo(Report.Verdict.INVALID);
    assertThat(app.get(REGULATOR, path).status()).isEqualTo(200);
    assertThat(app.get(PHARMACY, path).status()).isEqualTo(404);
    assertThat(app.get(MAKER, "/api/v1/events/x/evidence").status()).isEqualTo(404);

    String epc = "https://id.gs1.org/01/" + SupplyChain.GTIN + "/21/EV1";
    Report unit = check(fetch(path + "?unit=" + epc));
    assertThat(unit.shown()).contains("It names " + epc + ".");
    assertThat(unit.documents()).isEmpty();
    assertThat(app.get(MAKER, path + "?unit=" + epc + "9").status()).isEqualTo(404);
  }

  /** Through seals that custody derived. */
  @Test
  void whoHasAPackGetsEvidenceOfItsWholeCustody() throws MalformedException {
    commissioned("EV2", "EV");
    String path = "/api/v1/packs/" + SupplyChain.GTIN + "/EV2/evidence";
    assertThat(check(fetch(path)).shown()).contains("was held by");
    assertThat(app.get(PHARMACY, path).status()).isEqualTo(404);

    String data = SupplyChain.label("EV2", "EV", "310131");
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "shipping",
            data,
            "2026-11-20T09:00:00Z",
            ",\"destination\":\"https://id.gs1.org/414/" + SupplyChain.PHARMACY_GLN + "\""));
    chain.publish(SupplyChain.scan(PHARMACY, "receiving", data, "2026-11-20T10:00:00Z", ""));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              var answer = app.get(PHARMACY, path);
              assertThat(answer.status()).isEqualTo(200);
              Report report = check(answer.raw().body());
              assertThat(report.verdict()).as(report.toString()).isEqualTo(holds);
              assertThat(report.shown()).contains("was held by pharmacy").contains("made by maker");
            });
    assertThat(app.get(MAKER, path).status()).as("who handed it on").isEqualTo(404);
    assertThat(app.get(REGULATOR, path).status()).isEqualTo(200);
  }
}
