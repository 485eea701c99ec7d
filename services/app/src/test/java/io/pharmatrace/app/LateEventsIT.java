package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A scanner that was offline tells late; what it tells counts from when it happened. */
class LateEventsIT extends LateEventsTest {
  @Test
  void aPackThatWasDispensedBeforeItsPalletWasShippedIsDispensedForWhoReceivedThePallet() {
    String pallet = "095211010000000016";
    stored(
        MAKER,
        Captures.commissioning("L1", "L2"),
        aggregation("ADD", "09", pallet, "L1"),
        shipping("11", "\"" + SSCC + pallet + "\""));
    stored(WHOLESALER, step("receiving", "12", WHOLESALER_GLN, "\"" + SSCC + pallet + "\""));
    assertThat(code(WHOLESALER, "L1")).isEqualTo("OK");

    refused(MAKER, dispensing("13", "L1"), "not-in-custody");
    assertThat(code(WHOLESALER, "L1")).isEqualTo("OK");
    stored(MAKER, dispensing("10", "L1"));
    assertThat(code(WHOLESALER, "L1")).isEqualTo("SUPPLIED");
  }

  @Test
  void whoNeverHadAPackCannotHaveDispensedIt() {
    stored(MAKER, Captures.commissioning("L3"), shipping("11", Captures.packs("L3")));
    refused(
        WHOLESALER,
        step("dispensing", "10", WHOLESALER_GLN, Captures.packs("L3")),
        "not-in-custody");
    stored(WHOLESALER, step("receiving", "12", WHOLESALER_GLN, Captures.packs("L3")));
    assertThat(code(WHOLESALER, "L3")).isEqualTo("OK");
  }

  @Test
  void aDispensingIsTakenBackByADeclarationWithin240HoursOnly() {
    String dispensing = dispensing("10", "L4").replace("11-20", "11-05");
    stored(MAKER, Captures.commissioning("L4").replace("11-20", "11-04"), dispensing);
    stored(MAKER, inError(dispensing, "2026-11-15T10:00:01Z"));
    assertThat(code(MAKER, "L4")).isEqualTo("SUPPLIED");
  }

  @Test
  void aReceiversSlowClockDoesNotHideWhoHadThePack() {
    stored(MAKER, Captures.commissioning("L5"), shipping("12", Captures.packs("L5")));
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, Captures.packs("L5")));
    stored(MAKER, dispensing("10", "L5"));
    assertThat(code(WHOLESALER, "L5")).isEqualTo("SUPPLIED");
  }

  @Test
  void whatIsToldInOneDocumentCountsAsWhatIsToldInTwo() {
    stored(MAKER, Captures.commissioning("L6", "L7"));
    JsonNode job = capture(MAKER, shipping("10", Captures.packs("L6")), dispensing("12", "L6"));
    assertThat(job.get("errors").findValuesAsText("code")).containsExactly("in-transit");
    stored(MAKER, shipping("10", Captures.packs("L7")));
    refused(MAKER, dispensing("12", "L7"), "in-transit");
  }

  @Test
  void whatIsDatedSoThatItHoldsItselfStopsNothing() {
    String a = "095211010000000023";
    String b = "095211010000000030";
    stored(
        MAKER,
        Captures.commissioning("L8"),
        nested("ADD", "09", a, "L8"),
        nested("ADD", "09", b, sscc(a)),
        nested("DELETE", "20", b, sscc(a)),
        nested("ADD", "10", a, sscc(b)),
        shipping("21", sscc(a)));
    stored(WHOLESALER, step("receiving", "22", WHOLESALER_GLN, sscc(a)));
    refused(MAKER, dispensing("15", "L8"), "not-in-custody");
  }

  @Test
  void whatWasDispensedAgainAfterALateUndoStaysDispensed() {
    stored(MAKER, Captures.commissioning("M1"), dispensing("10", "M1"));
    refused(MAKER, dispensing("14", "M1"), "state-already-set");
    stored(MAKER, undoing("12", MAKER_GLN, "M1"));
    assertThat(code(MAKER, "M1")).isEqualTo("SUPPLIED");
    stored(MAKER, undoing("16", MAKER_GLN, "M1"));
    assertThat(code(MAKER, "M1")).isEqualTo("OK");
  }

  @Test
  void whatWasPackedAndUnpackedBeforeItWasShippedMayBeToldAfterwards() {
    String pallet = "095211010000000047";
    stored(MAKER, Captures.commissioning("M3"), shipping("11", Captures.packs("M3")));
    refused(MAKER, aggregation("ADD", "09", pallet, "M3"), "in-transit");
    stored(MAKER, aggregation("DELETE", "10", pallet, "M3"));
    stored(WHOLESALER, step("receiving", "12", WHOLESALER_GLN, Captures.packs("M3")));
    assertThat(code(WHOLESALER, "M3")).isEqualTo("OK");
    assertThat(trace("M3").path("steps")).hasSize(5);
  }

  @Test
  void nothingIsUndoneThatIsOnRecordToHaveEndedAgainAfterThat() {
    stored(MAKER, Captures.commissioning("M4"), shipping("12", Captures.packs("M4")));
    // The receiver's clock is slow, so that nothing that is told late can be put in its place.
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, Captures.packs("M4")));
    stored(WHOLESALER, step("dispensing", "15", WHOLESALER_GLN, Captures.packs("M4")));
    stored(WHOLESALER, step("sampling", "13", WHOLESALER_GLN, Captures.packs("M4")));
    refused(WHOLESALER, undoing("14", WHOLESALER_GLN, "M4"), "undo-nothing");
    assertThat(code(WHOLESALER, "M4")).isNotEqualTo("OK");
  }

  @Test
  void aPackThatIsToldLateTakesNoCaseOffItsPallet() {
    String k1 = "095211010000000054";
    String k2 = "095211010000000061";
    String pallet = "095211010000000078";
    stored(
        MAKER,
        Captures.commissioning("N1", "N2", "N3"),
        aggregation("ADD", "09", k1, "N1"),
        aggregation("ADD", "09", k2, "N2"),
        nested("ADD", "11", pallet, sscc(k1)),
        nested("ADD", "12", pallet, sscc(k2)),
        shipping("13", sscc(pallet)));
    stored(WHOLESALER, step("receiving", "14", WHOLESALER_GLN, sscc(pallet)));

    stored(MAKER, aggregation("ADD", "10", k2, "N3"));

    for (String serial : List.of("N1", "N2", "N3")) {
      assertThat(code(WHOLESALER, serial)).isEqualTo("OK");
    }
    stored(WHOLESALER, step("dispensing", "15", WHOLESALER_GLN, Captures.packs("N2")));
  }

  @Test
  void aReceiptIsTakenBackAlsoWhenAPackCameLate() {
    String pallet = "095211010000000092";
    String receipt = step("receiving", "12", WHOLESALER_GLN, sscc(pallet));
    stored(
        MAKER,
        Captures.commissioning("N6", "N7"),
        aggregation("ADD", "09", pallet, "N6"),
        shipping("11", sscc(pallet)));
    stored(WHOLESALER, receipt);
    stored(MAKER, aggregation("ADD", "10", pallet, "N7"));
    assertThat(code(WHOLESALER, "N7")).isEqualTo("OK");

    stored(WHOLESALER, neverWas(receipt));
    assertThat(code(WHOLESALER, "N6")).isEqualTo("NOT_RECEIVED");
    assertThat(code(WHOLESALER, "N7")).isEqualTo("NOT_RECEIVED");
  }

  @Test
  void whoUnlocksAPackDoesNotTakeBackThatItWasDispensedBefore() {
    stored(
        MAKER, Captures.commissioning("P2"), locking("10", "P2"), undoing("11", MAKER_GLN, "P2"));
    assertThat(code(MAKER, "P2")).isEqualTo("OK");
    stored(MAKER, dispensing("09", "P2"));
    assertThat(code(MAKER, "P2")).isEqualTo("SUPPLIED");
  }

  @Test
  void whatAllReceiversToldBeforeTheMakerTellsAnythingCounts() {
    String pack = Captures.packs("T1");
    refused(WHOLESALER, step("receiving", "10", WHOLESALER_GLN, pack), "unit-unknown");
    refused(WHOLESALER, shipping("11", WHOLESALER_GLN, PHARMACY_GLN, pack), "unit-unknown");
    refused(PHARMACY, step("receiving", "12", PHARMACY_GLN, pack), "unit-unknown");
    refused(PHARMACY, step("dispensing", "13", PHARMACY_GLN, pack), "unit-unknown");
    stored(MAKER, Captures.commissioning("T1"));
    stored(MAKER, shipping("09", pack));
    assertThat(code(PHARMACY, "T1")).isEqualTo("SUPPLIED");
  }

  @Test
  void whatWasToldByAClockThatIsAheadCountsWithAReceiptThatIsToldRightAfterwards() {
    String pack = Captures.packs("T2");
    String ahead = Instant.now().plus(Duration.ofMinutes(4)).toString();
    stored(MAKER, Captures.commissioning("T2"), shipping("10", pack));
    refused(
        WHOLESALER,
        step("dispensing", "12", WHOLESALER_GLN, pack).replace("2026-11-20T12:00:00Z", ahead),
        "not-in-custody");
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, pack));
    assertThat(code(WHOLESALER, "T2")).isEqualTo("SUPPLIED");
  }

  @Test
  void endsThatWereRefusedAndCannotCountWithWhatIsToldLateAreCounted() {
    String pallet = "095211010000000191";
    stored(MAKER, Captures.commissioning("T3", "T4"), dispensing("09", "T4"));
    stored(MAKER, inError(dispensing("09", "T4"), "2026-11-20T09:30:00Z"));
    stored(
        MAKER,
        nested("ADD", "10", pallet, Captures.packs("T3", "T4")),
        shipping("11", sscc(pallet)));
    refused(
        WHOLESALER,
        step("dispensing", "13", WHOLESALER_GLN, Captures.packs("T3")),
        "not-in-custody");
    double before = missed("in-error");
    stored(WHOLESALER, step("receiving", "12", WHOLESALER_GLN, sscc(pallet)));
    assertThat(missed("in-error")).isEqualTo(before + 1);
  }

  @Test
  void ofTooManyRefusedEventsEndsCountFirstAndItIsCounted() {
    String pack = Captures.packs("T5");
    stored(MAKER, Captures.commissioning("T5"), shipping("10", pack));
    refused(WHOLESALER, step("dispensing", "12", WHOLESALER_GLN, pack), "not-in-custody");
    refused(WHOLESALER, shipping("14", WHOLESALER_GLN, MAKER_GLN, pack), "not-in-custody");
    app.bean(Jdbi.class)
        .useHandle(
            handle ->
                handle.execute(
                    """
                    WITH many AS (
                      SELECT r.*, u.name, sha256(n::text::bytea) AS hash
                      FROM custody.refused_event r
                      JOIN custody.refused_unit u USING (organisation_id, event_hash)
                      CROSS JOIN generate_series(1, 1500) n
                      WHERE u.name LIKE '% T5' AND NOT r.ends
                    ), kept AS (
                      INSERT INTO custody.refused_event (organisation_id, event_hash, document,
                                                         returns, event_time, told)
                      SELECT organisation_id, hash, document, returns, event_time, told FROM many)
                    INSERT INTO custody.refused_unit SELECT name, organisation_id, hash FROM many
                    """));
    double before = missed("cut");
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, pack));
    assertThat(missed("cut")).isEqualTo(before + 1);
    assertThat(code(WHOLESALER, "T5")).isEqualTo("SUPPLIED");
  }

  @Test
  void whatIsRefusedAndTooLongToBeKeptIsCounted() {
    String[] packs = IntStream.range(0, 501).mapToObj(i -> "T6" + i).toArray(String[]::new);
    double before = missed("not-kept");
    refused(MAKER, step("dispensing", "12", MAKER_GLN, Captures.packs(packs)), "unit-unknown");
    assertThat(missed("not-kept")).isEqualTo(before + 1);
  }

  private static double missed(String reason) {
    return app.bean(MeterRegistry.class)
        .counter("pharmatrace.custody.late.missed", "reason", reason)
        .count();
  }
}
