package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scans that are wrong in nasty ways, or come in a nasty order. */
@PharmaTraceInfrastructure
class HostileScansIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String DAY = "2026-11-20T";
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

  private static String data(String serial) {
    return label(serial, "H1", "280331");
  }

  private static void publish(String who, String step, String data, String time, String extra) {
    chain.publish(scan(who, step, data, time, extra));
  }

  private static void awaitVerdict(String who, String serial, String verdict) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        app.get(who, "/api/v1/packs/" + GTIN + "/" + serial)
                            .body()
                            .get("verdict")
                            .asText())
                    .isEqualTo(verdict));
  }

  private static List<String> journey(String serial) {
    JsonNode steps =
        app.get(REGULATOR, "/api/v1/packs/" + GTIN + "/" + serial + "/trace").body().path("steps");
    return steps.findValuesAsText("bizStep");
  }

  @Test
  void noScanStopsWhatIsBehindIt() {
    List<String> times =
        List.of(
            "2026-11-20T08:00:00+18:00",
            "2026-11-20T08:00:00+01:00:30",
            "0000-01-01T00:00:00Z",
            "-9999-01-01T00:00:00Z",
            "+99999-01-01T00:00:00Z",
            "2099-01-01T00:00:00Z");
    times.forEach(time -> publish(MAKER, "commissioning", data("BAD"), time, ""));
    chain.publish(scan(PHARMACY, "dispensing", data("NONE"), DAY + "08:00:00Z", "") + "\u0000");
    chain.publish("\u0000");
    publish(MAKER, "commissioning", data("BAD"), DAY + "08:00:00Z", ",\"container\":\"\\u0000\"");
    publish(MAKER, "commissioning", data("GOOD"), DAY + "08:00:00Z", "");
    awaitVerdict(MAKER, "GOOD", "OK");
    assertThat(app.get(REGULATOR, "/api/v1/rejections").body().findValuesAsText("reason"))
        .contains("scan-malformed", "event-invalid")
        .hasSizeGreaterThanOrEqualTo(times.size() + 2);
  }

  @Test
  void aPalletIsNotShippedBeforeTheEarlierPackingOntoItThatWaits() {
    String pallet = "]C100095211010000000023";
    String container = ",\"container\":\"" + pallet + "\"";
    publish(MAKER, "commissioning", data("Q0"), DAY + "07:00:00Z", "");
    publish(MAKER, "packing", data("Q0"), DAY + "07:10:00Z", container);
    publish(MAKER, "packing", data("Q1"), DAY + "08:10:00Z", container);
    publish(
        MAKER,
        "shipping",
        pallet,
        DAY + "09:00:00Z",
        ",\"destination\":\"https://id.gs1.org/414/" + WHOLESALER_GLN + "\"");
    publish(WHOLESALER, "receiving", pallet, DAY + "10:00:00Z", "");
    publish(MAKER, "commissioning", data("LAST"), DAY + "08:00:00Z", "");
    awaitVerdict(MAKER, "LAST", "OK");
    publish(MAKER, "commissioning", data("Q1"), DAY + "08:00:00Z", "");
    awaitVerdict(WHOLESALER, "Q1", "OK");
    awaitVerdict(WHOLESALER, "Q0", "OK");
    assertThat(journey("Q1")).containsExactly("commissioning", "packing", "shipping", "receiving");
  }

  @Test
  void aPackThatWasTakenOutAndPutBackTravelsWithItsPallet() {
    String pallet = "]C100095211010000000030";
    String container = ",\"container\":\"" + pallet + "\"";
    publish(MAKER, "commissioning", data("T1"), DAY + "07:00:00Z", "");
    publish(MAKER, "packing", data("T1"), DAY + "08:00:00Z", container);
    publish(MAKER, "unpacking", data("T1"), DAY + "08:00:00Z", container);
    publish(MAKER, "packing", data("T1"), DAY + "09:00:00+01:00", container);
    publish(MAKER, "unpacking", data("T1"), DAY + "08:32:00Z", container);
    publish(MAKER, "packing", data("T1"), DAY + "08:33:00Z", container);
    publish(
        MAKER,
        "shipping",
        pallet,
        DAY + "08:34:00Z",
        ",\"destination\":\"https://id.gs1.org/414/" + WHOLESALER_GLN + "\"");
    publish(WHOLESALER, "receiving", pallet, DAY + "08:35:00Z", "");
    awaitVerdict(WHOLESALER, "T1", "OK");
    assertThat(journey("T1")).endsWith("packing", "shipping", "receiving");
  }
}
