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
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** EPCIS documents from the capture interface to units, verdicts and rejections. */
@Feature(standard = Standard.EPCIS, section = "8.2.7", name = "Capture of documents")
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

  private static JsonNode capture(String who, String document) {
    return Captures.job(app, who, "application/xml", document);
  }

  private static JsonNode verdict(String who, String serial) {
    return app.get(who, "/api/v1/packs/" + GTIN + "/" + serial).body();
  }

  @Test
  void aPalletIsCommissionedBuiltAndShippedByOneDocument() throws IOException {
    Answer answer = app.post(MAKER, "/epcis/v2/capture", "application/xml", document());
    JsonNode job = Captures.finished(app, MAKER, answer);
    assertThat(job.get("success").asBoolean()).as("%s", job).isTrue();
    assertThat(job.get("events").asInt()).isEqualTo(7);
    assertThat(job.get("captureID")).isEqualTo(answer.body().get("captureID"));
    String address = answer.raw().headers().firstValue("Location").orElseThrow();
    assertThat(app.get(WHOLESALER, address).status()).isEqualTo(404);

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
    assertThat(capture(MAKER, document).get("success").asBoolean()).isTrue();
    JsonNode again = capture(MAKER, document);
    assertThat(again.get("success").asBoolean()).as("%s", again).isTrue();
    assertThat(app.get(REGULATOR, "/api/v1/packs/" + GTIN + "/R1/trace").body().get("steps"))
        .hasSize(4);
  }

  @Test
  void nothingOfADocumentIsStoredWhenOneEventCannotBe() throws IOException {
    String document =
        document("N", "O", "0000000004").replace("000002.N4</epc>", "000002.NX</epc>");
    JsonNode job = capture(MAKER, document.replaceFirst("000002.NX", "000002.N4"));
    assertThat(job.get("success").asBoolean()).isFalse();
    assertThat(job.get("errors").get(0).get("code").asText()).isEqualTo("unit-unknown");
    assertThat(verdict(MAKER, "N1").get("verdict").asText()).isEqualTo("UNKNOWN");
    assertThat(app.get(MAKER, "/api/v1/rejections").body().findValuesAsText("reason"))
        .contains("unit-unknown");
  }

  @Test
  void whatCanBeStoredIsStoredWhenAskedTo() throws IOException {
    String document = document("P", "Q", "0000000005").replaceFirst("000002.P1<", "000002.PX<");
    JsonNode job = Captures.job(app, MAKER, "application/xml", document, "proceed");
    assertThat(job.get("success").asBoolean()).isFalse();
    assertThat(verdict(MAKER, "P2").get("pack").get("state").asText()).isEqualTo("Active");
    assertThat(job.get("errors")).hasSize(1);
    assertThat(job.get("errorCount").asInt()).isEqualTo(1);
  }

  @Test
  void aDocumentThatCannotBeReadFailsItsJobAndIsKept() {
    JsonNode job = capture(MAKER, "<EPCISDocument>");
    assertThat(job.get("success").asBoolean()).isFalse();
    assertThat(job.get("errors").get(0).get("code").asText()).isEqualTo("event-invalid");
    assertThat(job.get("errors").get(0).has("event")).isFalse();
    assertThat(app.get(MAKER, "/api/v1/rejections").body().findValuesAsText("original"))
        .contains("<EPCISDocument>");
  }

  @Test
  void whatDoesNotEvenBeginAsADocumentIsRefusedAtOnceAndKept() {
    for (String nonsense : List.of("nonsense", "  ", "\u0001<x/>")) {
      Answer answer = app.post(MAKER, "/epcis/v2/capture", "application/xml", nonsense);
      Answers.assertProblem(answer, ErrorCode.UNUSABLE);
    }
    assertThat(app.get(MAKER, "/api/v1/rejections").body().findValuesAsText("original"))
        .contains("nonsense");
  }

  @Test
  void externalEntitiesAreNeverRead() {
    JsonNode job =
        capture(
            MAKER,
            "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
                + "<epcis:EPCISDocument xmlns:epcis=\"urn:epcglobal:epcis:xsd:1\" schemaVersion=\"1.2\">"
                + "<EPCISBody>&e;</EPCISBody></epcis:EPCISDocument>");
    assertThat(job.get("success").asBoolean()).isFalse();
    assertThat(job.toString()).contains("DTD_FORBIDDEN").doesNotContain("root:");
  }

  @Test
  void aWholesalerDoesNotSpeakForTheMaker() throws IOException {
    JsonNode job = capture(WHOLESALER, document("W", "V", "0000000006"));
    assertThat(job.get("success").asBoolean()).isFalse();
    assertThat(job.get("errors").get(0).get("code").asText()).isEqualTo("read-point-unknown");
    assertThat(verdict(REGULATOR, "W1").get("verdict").asText()).isEqualTo("UNKNOWN");
  }

  @Test
  void anEventOfTooManyUnitsIsRefused() {
    String[] serials = IntStream.range(0, 10_001).mapToObj(i -> "M" + i).toArray(String[]::new);

    JsonNode job =
        Captures.job(
            app, MAKER, "application/json", Captures.document(Captures.commissioning(serials)));

    assertThat(job.get("errors").get(0).get("code").asText()).isEqualTo("event-invalid");
    assertThat(verdict(MAKER, "M0").get("verdict").asText()).isEqualTo("UNKNOWN");
  }
}
