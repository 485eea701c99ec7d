package io.pharmatrace.app;

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
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Scans that are wrong in nasty ways, or come in a nasty order. */
class HostileScansIT extends SupplyChainTest {
  private static final String DAY = "2026-11-20T";

  private static String data(String serial) {
    return label(serial, "H1", "280331");
  }

  private static void publish(String who, String step, String data, String time, String extra) {
    chain.publish(scan(who, step, data, time, extra));
  }

  private static List<String> journey(String serial) {
    return trace(serial).path("steps").findValuesAsText("bizStep");
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

  /** A fault that no rule foresees, made by the database itself. */
  @Test
  void whatCannotBeStoredIsRejectedAloneAlsoAfterItWaited() {
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle.execute(
                    """
                    CREATE FUNCTION custody.poison() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN RAISE 'poison' USING ERRCODE = 'check_violation'; END $$;
                    CREATE TRIGGER poison BEFORE INSERT ON custody.event FOR EACH ROW
                    WHEN (NEW.document LIKE '%%/21/POISON%%'
                          AND (NEW.document LIKE '%%/21/POISON1%%' OR NEW.biz_step <> 'commissioning'))
                    EXECUTE FUNCTION custody.poison();
                    """));
    String sold = scan(MAKER, "destroying", data("POISON2"), DAY + "09:00:00Z", "");
    chain.publish(sold);
    publish(MAKER, "commissioning", data("POISON1"), DAY + "08:00:00Z", "");
    publish(MAKER, "commissioning", data("SOUND1"), DAY + "08:00:00Z", "");
    awaitVerdict(MAKER, "SOUND1", "OK");
    publish(MAKER, "commissioning", data("POISON2"), DAY + "08:00:00Z", "");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode rejections = app.get(REGULATOR, "/api/v1/rejections").body();
              assertThat(rejections.findValuesAsText("reason"))
                  .filteredOn("unprocessable"::equals)
                  .hasSize(2);
              assertThat(rejections.findValuesAsText("original")).contains(sold);
            });
    publish(MAKER, "commissioning", data("SOUND2"), DAY + "08:00:00Z", "");
    awaitVerdict(MAKER, "SOUND2", "OK");
    await().until(() -> app.get(null, "/health").body().get("status").asText().equals("UP"));
  }

  @Test
  void aRefusedCommissioningSaysNothingOfTheBatch() {
    publish(MAKER, "commissioning", data("USED"), DAY + "08:00:00Z", "");
    awaitVerdict(MAKER, "USED", "OK");
    publish(MAKER, "commissioning", label("USED", "KPIN", "270131"), DAY + "08:00:00Z", "");
    publish(MAKER, "commissioning", label("FRESH", "KPIN", "280131"), DAY + "08:00:00Z", "");
    awaitVerdict(MAKER, "FRESH", "OK");
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    String caseLabel =
        label("LATE", "H1", "280331").replace(SupplyChain.GTIN, SupplyChain.CASE_GTIN);
    publish(MAKER, "commissioning", data("LATE1"), DAY + "07:00:00Z", "");
    publish(MAKER, "commissioning", caseLabel, DAY + "07:00:00Z", "");
    publish(
        MAKER,
        "shipping",
        caseLabel,
        DAY + "09:00:00Z",
        ",\"destination\":\"https://id.gs1.org/414/" + WHOLESALER_GLN + "\"");
    awaitVerdict(MAKER, "LATE1", "OK");
    publish(
        MAKER,
        "packing",
        data("LATE1"),
        DAY + "08:00:00Z",
        ",\"container\":\"" + caseLabel.replace("\u001d", "\\u001d") + "\"");
    awaitVerdict(MAKER, "LATE1", "SHIPPED");
    publish(WHOLESALER, "receiving", caseLabel, DAY + "10:00:00Z", "");
    awaitVerdict(WHOLESALER, "LATE1", "OK");
    assertThat(journey("LATE1"))
        .containsExactly("commissioning", "packing", "shipping", "receiving");
  }

  @Test
  void nobodyMakesAnSsccUnderThePrefixOfAnother() {
    publish(WHOLESALER, "commissioning", "]C100095211010000000047", DAY + "08:00:00Z", "");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        app.get(WHOLESALER, "/api/v1/rejections").body().findValuesAsText("reason"))
                    .contains("not-entitled"));
  }
}
