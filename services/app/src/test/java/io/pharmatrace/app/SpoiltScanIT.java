package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.label;
import static io.pharmatrace.app.SupplyChain.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A scan that a reader or keyboard spoilt: what it may have said is looked up, and only hinted. */
@PharmaTraceInfrastructure
class SpoiltScanIT {
  private static final String LOT = "H1";
  private static final List<String> PACKS = List.of("S11", "aYb", "X9yQ", "x9Zq", "MyZ3");
  private static RunningApplication app;
  private static SupplyChain chain;

  @BeforeAll
  static void commission(Infrastructure infrastructure) {
    app = RunningApplication.start(infrastructure, Map.of());
    chain = new SupplyChain(app, infrastructure.kafka().bootstrapServers());
    chain.register();
    for (String serial : PACKS) {
      String label = label(serial, LOT, "280331");
      chain.publish(scan(MAKER, "commissioning", label, "2026-11-20T08:00:00Z", ""));
    }
    await()
        .atMost(SupplyChainTest.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(PACKS)
                    .allMatch(s -> verdict(s, "").get("verdict").asText().equals("OK")));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static JsonNode verdict(String serial, String query) {
    var answer = app.get(MAKER, "/api/v1/packs/" + GTIN + "/" + serial + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private static JsonNode diagnosis(String who, String data) {
    var answer =
        app.post(
            who, "/api/v1/scans/diagnose", "application/json", "{\"data\":\"%s\"}".formatted(data));
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private static void assertHinted(JsonNode answer, String serial, String fault) {
    JsonNode offer = answer.path("hint").path("offer");
    assertThat(offer.path("reading").path("serial").asText()).isEqualTo(serial);
    assertThat(offer.path("applied").asBoolean(true)).isFalse();
    assertThat(offer.path("faults").findValuesAsText("fault")).containsExactly(fault);
    assertThat(answer.path("hint").path("message").asText())
        .contains(GTIN, serial, "can the pack again, or type in");
  }

  private static void assertUnknownWithoutHint(JsonNode verdict) {
    assertThat(verdict.get("verdict").asText()).isEqualTo("UNKNOWN");
    assertThat(verdict.hasNonNull("hint")).isFalse();
  }

  @Test
  void unknownPackWhoseSerialHoldsTheBatchIsHintedAndStaysUnknown() {
    JsonNode verdict = verdict("S1110" + LOT, "?expiry=280331");
    assertHinted(verdict, "S11", "LOST_SEPARATORS");
    assertThat(verdict.get("verdict").asText()).isEqualTo("UNKNOWN");
    assertThat(verdict.get("level").asText()).isEqualTo("STOP");
    assertThat(verdict.hasNonNull("pack")).isFalse();
  }

  @Test
  void capsLockIsHinted() {
    assertHinted(verdict("AyB", "?batch=" + "h1" + "&expiry=280331"), "aYb", "CAPS_LOCK");
  }

  @Test
  void swappedYAndZAreHinted() {
    assertHinted(verdict("MzY3", "?batch=" + LOT + "&expiry=280331"), "MyZ3", "SWAPPED_Y_Z");
  }

  /** An American reader at a computer that is set to German writes + for ], and y for z. */
  @Test
  void theWrongKeyboardLayoutIsHintedAndRaisesNoAlert() {
    String spoilt = "+d2" + label("MzY3", LOT, "280331").replace("\u001d", "\\u001d");
    assertHinted(diagnosis(MAKER, spoilt), "MyZ3", "KEYBOARD_LAYOUT");
    assertThat(app.get("regulator", "/api/v1/alerts?serial=MzY3").body()).isEmpty();
  }

  @Test
  void packOfAnotherBatchOrDateThanTheLabelIsNotHinted() {
    assertUnknownWithoutHint(verdict("S1110H2", "?expiry=280331"));
    assertUnknownWithoutHint(verdict("S1110" + LOT, "?expiry=280430"));
  }

  @Test
  void whereTwoReadingsAreOnRecordNeitherIsHinted() {
    // Caps lock gives X9yQ, exchanged Y and Z give x9Zq.
    assertUnknownWithoutHint(verdict("x9Yq", ""));
    assertUnknownWithoutHint(verdict("NEVER", ""));
  }

  @Test
  void scanWithoutSeparatorsIsHintedToWhoMayVerify() {
    String spoilt = label("S11", LOT, "280331").replace("\u001d", "");
    for (String who : List.of(MAKER, OUTSIDER)) {
      JsonNode diagnosis = diagnosis(who, spoilt);
      assertHinted(diagnosis, "S11", "LOST_SEPARATORS");
      assertThat(diagnosis.hasNonNull("repair")).isFalse();
      assertThat(diagnosis.get("alternatives")).hasSize(1);
    }
    assertThat(diagnosis("admin", spoilt).hasNonNull("hint")).isFalse();
  }

  @Test
  void repairOfAnUnreadableScanIsHintedToo() {
    String spoilt = label("S11", LOT, "280331").replace("\u001d", "{GS}");
    JsonNode diagnosis = diagnosis(MAKER, spoilt);
    assertHinted(diagnosis, "S11", "SUBSTITUTED_SEPARATORS");
  }

  @Test
  void unreadableScanIsRefusedWithTheLikelyCause() {
    String spoilt = label("S11", "A1234567890123", "280331").replace("\u001d", "") + "LONG";
    var parsed =
        app.post(MAKER, "/api/v1/scans/parse", "application/json", "{\"data\":\"" + spoilt + "\"}");
    assertThat(parsed.status()).isEqualTo(400);
    assertThat(parsed.body().get("detail").asText()).contains("separator");
  }
}
