package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static io.pharmatrace.app.SupplyChain.label;
import static io.pharmatrace.app.SupplyChain.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Raw scans from Kafka to a verdict: commission, pack, ship, receive, unpack, dispense. */
@PharmaTraceInfrastructure
class JourneyIT {
  private static final String LOT = "J1";
  private static final String SSCC = "]C100095211010000000016";
  private static RunningApplication app;
  private static SupplyChain chain;

  @BeforeAll
  static void start(Infrastructure infrastructure) {
    app = RunningApplication.start(infrastructure, Map.of("pharmatrace.custody.park-for", "15s"));
    chain = new SupplyChain(app, infrastructure.kafka().bootstrapServers());
    chain.register();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static JsonNode verdict(String who, String serial) {
    var answer =
        app.get(who, "/api/v1/packs/" + GTIN + "/" + serial + "?batch=" + LOT + "&expiry=280331");
    assertThat(answer.status()).isEqualTo(200);
    return answer.body();
  }

  private static void awaitVerdict(String who, String serial, String verdict) {
    await()
        .atMost(SupplyChainTest.PATIENCE)
        .untilAsserted(
            () -> assertThat(verdict(who, serial).get("verdict").asText()).isEqualTo(verdict));
  }

  private static String data(String serial) {
    return label(serial, LOT, "280331");
  }

  private static void destination(String who, String gln, String data, String time) {
    chain.publish(
        scan(
            who,
            "shipping",
            data,
            time,
            ",\"destination\":\"https://id.gs1.org/414/" + gln + "\""));
  }

  @Test
  void scansCarryAPackFromTheLineToThePatient() {
    String day = "2026-11-2";
    chain.publish(scan(MAKER, "commissioning", data("S1"), day + "0T08:00:00+01:00", ""));
    chain.publish(scan(MAKER, "commissioning", data("S2"), day + "0T08:00:01+01:00", ""));
    awaitVerdict(MAKER, "S1", "OK");
    assertThat(verdict(PHARMACY, "S1").get("verdict").asText()).isEqualTo("NOT_IN_CUSTODY");
    String container = ",\"container\":\"" + SSCC + "\"";
    chain.publish(scan(MAKER, "packing", data("S1"), day + "0T09:00:00+01:00", container));
    chain.publish(scan(MAKER, "packing", data("S2"), day + "0T09:00:01+01:00", container));
    destination(MAKER, WHOLESALER_GLN, SSCC, day + "0T10:00:00+01:00");
    awaitVerdict(WHOLESALER, "S1", "NOT_RECEIVED");
    chain.publish(scan(WHOLESALER, "receiving", SSCC, day + "0T15:00:00+01:00", ""));
    awaitVerdict(WHOLESALER, "S2", "OK");
    destination(WHOLESALER, PHARMACY_GLN, SSCC, day + "1T06:00:00+01:00");
    chain.publish(scan(PHARMACY, "receiving", SSCC, day + "1T07:00:00+01:00", ""));
    chain.publish(scan(PHARMACY, "unpacking", SSCC, day + "1T07:10:00+01:00", ""));
    awaitVerdict(PHARMACY, "S1", "OK");
    chain.publish(scan(PHARMACY, "dispensing", data("S1"), day + "1T09:30:00+01:00", ""));
    awaitVerdict(PHARMACY, "S1", "SUPPLIED");
    assertThat(verdict(PHARMACY, "S2").get("verdict").asText()).isEqualTo("OK");

    JsonNode journey = app.get(REGULATOR, "/api/v1/packs/" + GTIN + "/S1/trace").body();
    assertThat(journey.get("steps").findValuesAsText("bizStep"))
        .containsExactly(
            "commissioning",
            "packing",
            "shipping",
            "receiving",
            "shipping",
            "receiving",
            "unpacking",
            "dispensing");
    JsonNode shipped = journey.get("steps").get(2);
    assertThat(shipped.get("inferred").asBoolean()).isTrue();
    assertThat(shipped.get("time").asText()).startsWith("2026-11-20T10:00:00").endsWith("+01:00");
    assertThat(app.get(OUTSIDER, "/api/v1/packs/" + GTIN + "/S1/trace").status()).isEqualTo(404);
    List<String> seen =
        app.get(PHARMACY, "/api/v1/packs/" + GTIN + "/S1/trace")
            .body()
            .get("steps")
            .findValuesAsText("organisation");
    assertThat(seen).contains("wholesaler", "pharmacy").doesNotContain("maker");
  }

  @Test
  void aScanThatComesTooEarlyWaitsForWhatItNeeds() {
    chain.publish(scan(PHARMACY, "receiving", data("E1"), "2026-11-20T12:00:00Z", ""));
    destination(MAKER, PHARMACY_GLN, data("E1"), "2026-11-20T11:00:00Z");
    chain.publish(scan(MAKER, "commissioning", data("E1"), "2026-11-20T10:00:00Z", ""));
    awaitVerdict(PHARMACY, "E1", "OK");
  }

  @Test
  void aScanThatCannotBeUsedIsListedWithItsReasonAndStopsNothingBehindIt() {
    chain.publish("this is no JSON");
    chain.publish(scan(MAKER, "commissioning", "0112345", "2026-11-20T08:00:00Z", ""));
    chain.publish(scan(OUTSIDER, "dispensing", data("NEVER"), "2026-11-20T08:00:00Z", ""));
    chain.publish(scan(MAKER, "commissioning", data("AFTER"), "2026-11-20T08:00:00Z", ""));
    awaitVerdict(MAKER, "AFTER", "OK");
    await()
        .atMost(SupplyChainTest.PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode all = app.get(REGULATOR, "/api/v1/rejections").body();
              assertThat(all.findValuesAsText("reason"))
                  .contains("scan-malformed", "barcode-unreadable", "unit-unknown");
              assertThat(all.findValuesAsText("original")).contains("this is no JSON");
            });
    assertThat(app.get(OUTSIDER, "/api/v1/rejections").body().findValuesAsText("reason"))
        .containsExactly("unit-unknown");
  }

  @Test
  void aRepeatedScanChangesNothing() {
    String message = scan(MAKER, "commissioning", data("R1"), "2026-11-20T08:00:00Z", "");
    chain.publish(message);
    chain.publish(message);
    chain.publish(scan(MAKER, "commissioning", data("R2"), "2026-11-20T08:00:00Z", ""));
    awaitVerdict(MAKER, "R2", "OK");
    assertThat(app.get(MAKER, "/api/v1/packs/" + GTIN + "/R1/trace").body().get("steps"))
        .hasSize(1);
    assertThat(app.get(MAKER, "/api/v1/rejections").body().findValuesAsText("original"))
        .doesNotContain(message);
  }

  @Test
  void aScanThatSaysSomethingElseUnderAUsedNumberIsNotLost() {
    String first = scan(MAKER, "commissioning", data("U1"), "2026-11-20T08:00:00Z", "");
    chain.publish(first);
    awaitVerdict(MAKER, "U1", "OK");
    String other = first.replace("U1", "U2");
    chain.publish(other);
    chain.publish(other.replace("U2", "U3"));
    await()
        .atMost(SupplyChainTest.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(app.get(MAKER, "/api/v1/rejections").body())
                    .filteredOn(r -> r.get("reason").asText().equals("scan-id-taken"))
                    .extracting(r -> r.get("original").asText())
                    .containsExactlyInAnyOrder(other, other.replace("U2", "U3")));
    assertThat(verdict(MAKER, "U2").get("verdict").asText()).isEqualTo("UNKNOWN");
  }

  @Test
  void nobodyCommissionsAnothersProduct() {
    String message = scan(PHARMACY, "commissioning", data("X1"), "2026-11-20T08:00:00Z", "");
    chain.publish(message);
    await()
        .atMost(SupplyChainTest.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        app.get(PHARMACY, "/api/v1/rejections").body().findValuesAsText("reason"))
                    .contains("not-entitled"));
    assertThat(verdict(PHARMACY, "X1").get("verdict").asText()).isEqualTo("UNKNOWN");
  }

  @Test
  void labelThatDiffersFromTheRecordIsAMismatch() {
    chain.publish(scan(MAKER, "commissioning", data("M1"), "2026-11-20T08:00:00Z", ""));
    awaitVerdict(MAKER, "M1", "OK");
    JsonNode otherDate = app.get(MAKER, "/api/v1/packs/" + GTIN + "/M1?expiry=280330").body();
    assertThat(otherDate.get("verdict").asText()).isEqualTo("MISMATCH");
    assertThat(otherDate.get("alerts").get(0).get("code").asText()).isEqualTo("#A52");
    JsonNode otherLot =
        app.get(
                MAKER,
                "/api/v1/packs/"
                    + GTIN
                    + "/M1?batch="
                    + UUID.randomUUID().toString().substring(0, 8))
            .body();
    assertThat(otherLot.get("alerts").get(0).get("code").asText()).isEqualTo("#A2");
  }
}
