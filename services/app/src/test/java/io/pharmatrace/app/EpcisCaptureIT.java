package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** EPCIS documents from the capture interface to units, verdicts and rejections. */
@PharmaTraceInfrastructure
class EpcisCaptureIT {
  private static RunningApplication app;

  @BeforeAll
  static void start(Infrastructure infrastructure) {
    app = RunningApplication.start(infrastructure, Map.of());
    new SupplyChain(app, infrastructure.kafka().bootstrapServers()).register();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static String document() throws IOException {
    try (InputStream in = EpcisCaptureIT.class.getResourceAsStream("/epcis/pallet-1.2.xml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  /** The same document about other units. */
  private static String document(String packPrefix, String casePrefix, String sscc)
      throws IOException {
    return document()
        .replace("000002.D", "000002." + packPrefix)
        .replace("100002.C", "100002." + casePrefix)
        .replace("0000000002", sscc);
  }

  private static Answer capture(String who, String document) {
    return app.post(who, "/epcis/v2/capture", "application/xml", document);
  }

  private static JsonNode verdict(String who, String serial) {
    return app.get(who, "/api/v1/packs/" + GTIN + "/" + serial).body();
  }

  @Test
  void aPalletIsCommissionedBuiltAndShippedByOneDocument() throws IOException {
    Answer answer = capture(MAKER, document());
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(202);
    assertThat(answer.body().get("success").asBoolean()).as("%s", answer.body()).isTrue();
    assertThat(answer.body().get("events").asInt()).isEqualTo(7);
    String job = answer.raw().headers().firstValue("Location").orElseThrow();
    assertThat(app.get(MAKER, job).body()).isEqualTo(answer.body());
    assertThat(app.get(WHOLESALER, job).status()).isEqualTo(404);

    JsonNode verdict = verdict(WHOLESALER, "D1");
    assertThat(verdict.get("verdict").asText()).isEqualTo("EXPIRED");
    assertThat(verdict.get("batch").get("lot").asText()).isEqualTo("D7");
    assertThat(verdict.get("custody").get("relation").asText()).isEqualTo("on-its-way-to-you");
    assertThat(verdict(PHARMACY, "D1").get("custody").has("name")).isFalse();
    JsonNode steps = app.get(REGULATOR, "/api/v1/packs/" + GTIN + "/D3/trace").body().get("steps");
    assertThat(steps.findValuesAsText("bizStep"))
        .containsExactly("commissioning", "packing", "packing", "shipping");
  }

  @Test
  void theSameDocumentAgainChangesNothing() throws IOException {
    String document = document("R", "S", "0000000003");
    assertThat(capture(MAKER, document).body().get("success").asBoolean()).isTrue();
    Answer again = capture(MAKER, document);
    assertThat(again.body().get("success").asBoolean()).as("%s", again.body()).isTrue();
    assertThat(app.get(REGULATOR, "/api/v1/packs/" + GTIN + "/R1/trace").body().get("steps"))
        .hasSize(4);
  }

  @Test
  void nothingOfADocumentIsStoredWhenOneEventCannotBe() throws IOException {
    String document =
        document("N", "O", "0000000004").replace("000002.N4</epc>", "000002.NX</epc>");
    Answer answer = capture(MAKER, document.replaceFirst("000002.NX", "000002.N4"));
    assertThat(answer.body().get("success").asBoolean()).isFalse();
    assertThat(answer.body().get("errors").get(0).get("reason").asText()).isEqualTo("unit-unknown");
    assertThat(verdict(MAKER, "N1").get("verdict").asText()).isEqualTo("UNKNOWN");
    assertThat(app.get(MAKER, "/api/v1/rejections").body().findValuesAsText("reason"))
        .contains("unit-unknown");
  }

  @Test
  void whatCanBeStoredIsStoredWhenAskedTo() throws IOException {
    String document = document("P", "Q", "0000000005").replaceFirst("000002.P1<", "000002.PX<");
    Answer answer =
        app.send(
            MAKER,
            "POST",
            "/epcis/v2/capture",
            "application/xml",
            document,
            Map.of("GS1-Capture-Error-Behaviour", "proceed"));
    assertThat(answer.body().get("success").asBoolean()).isFalse();
    assertThat(verdict(MAKER, "P2").get("pack").get("state").asText()).isEqualTo("Active");
    assertThat(answer.body().get("errors")).hasSize(1);
  }

  @Test
  void aDocumentThatIsNoneIsRefusedAndKept() {
    Answer answer = capture(MAKER, "<EPCISDocument>");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("code").asText()).isEqualTo("content-unusable");
    assertThat(app.get(MAKER, "/api/v1/rejections").body().findValuesAsText("original"))
        .contains("<EPCISDocument>");
  }

  @Test
  void externalEntitiesAreNeverRead() {
    Answer answer =
        capture(
            MAKER,
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                + "<epcis:EPCISDocument xmlns:epcis=\"urn:epcglobal:epcis:xsd:1\" schemaVersion=\"1.2\">"
                + "<EPCISBody>&e;</EPCISBody></epcis:EPCISDocument>");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.raw().body()).doesNotContain("root:");
  }

  @Test
  void aWholesalerDoesNotSpeakForTheMaker() throws IOException {
    Answer answer = capture(WHOLESALER, document("W", "V", "0000000006"));
    assertThat(answer.body().get("success").asBoolean()).isFalse();
    assertThat(answer.body().get("errors").get(0).get("reason").asText())
        .isEqualTo("read-point-unknown");
    assertThat(verdict(REGULATOR, "W1").get("verdict").asText()).isEqualTo("UNKNOWN");
  }

  @Test
  void anEventOfTooManyUnitsIsRefused() {
    String epcs =
        IntStream.range(0, 10_001)
            .mapToObj(i -> "\"https://id.gs1.org/01/" + GTIN + "/21/M" + i + "\"")
            .collect(Collectors.joining(","));
    String document =
        """
        {"@context": "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
         "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-11-20T08:00:00Z",
         "epcisBody": {"eventList": [{
           "type": "ObjectEvent", "eventTime": "2026-11-20T08:00:00Z",
           "eventTimeZoneOffset": "+00:00", "epcList": [%s], "action": "ADD",
           "bizStep": "commissioning", "readPoint": {"id": "https://id.gs1.org/414/%s"},
           "ilmd": {"cbvmda:lotNumber": "M", "cbvmda:itemExpirationDate": "2031-12-31"}}]}}
        """
            .formatted(epcs, SupplyChain.MAKER_GLN);

    Answer answer = app.post(MAKER, "/epcis/v2/capture", "application/json", document);

    assertThat(answer.body().get("errors").get(0).get("reason").asText())
        .isEqualTo("event-invalid");
    assertThat(verdict(MAKER, "M0").get("verdict").asText()).isEqualTo("UNKNOWN");
  }
}
