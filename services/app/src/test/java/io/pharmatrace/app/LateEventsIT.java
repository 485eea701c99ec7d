package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A scanner that was offline tells late; what it tells counts from when it happened. */
class LateEventsIT extends ErrorDeclarationTest {
  private static String dispensing(String hour, String serial) {
    return step("dispensing", hour, MAKER_GLN, Captures.packs(serial));
  }

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

  private static String undoing(String hour, String gln, String serial) {
    return event(
        "ObjectEvent",
        hour,
        gln,
        """
        "@context": {"pharmatrace": "urn:pharmatrace:epcis"}, "action": "OBSERVE",
        "disposition": "active", "pharmatrace:packState": "Active", "epcList": [%s]
        """
            .formatted(Captures.packs(serial)));
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
  void whatWasOnlyRefusedBecauseAnUndoCameLateCountsWithThat() {
    stored(MAKER, Captures.commissioning("M2"), dispensing("10", "M2"));
    refused(MAKER, shipping("14", Captures.packs("M2")), "not-active");
    stored(MAKER, undoing("12", MAKER_GLN, "M2"));
    assertThat(code(WHOLESALER, "M2")).isEqualTo("NOT_RECEIVED");
    stored(WHOLESALER, step("receiving", "15", WHOLESALER_GLN, Captures.packs("M2")));
    assertThat(code(WHOLESALER, "M2")).isEqualTo("OK");
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
  void whatIsToldOfAPackBeforeItsPalletIsReceivedCountsWithThat() {
    String pallet = "095211010000000085";
    stored(
        MAKER,
        Captures.commissioning("N4", "N5"),
        aggregation("ADD", "09", pallet, "N4"),
        shipping("10", sscc(pallet)));
    refused(
        WHOLESALER,
        step("dispensing", "12", WHOLESALER_GLN, Captures.packs("N4")),
        "not-in-custody");
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, sscc(pallet)));
    assertThat(code(WHOLESALER, "N4")).isEqualTo("SUPPLIED");
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
  void whatWasAskedForAndRefusedNeverCounts() {
    stored(MAKER, Captures.commissioning("N8"), dispensing("10", "N8"));
    Answer asked =
        app.send(
            MAKER,
            "PATCH",
            "/api/v1/packs/" + SupplyChain.GTIN + "/N8",
            "application/json",
            """
            {"transactionId": "n8", "state": "Supplied", "time": "2026-11-20T14:00:00Z",
             "place": "%s"}
            """
                .formatted(MAKER_GLN));
    Answers.assertProblem(asked, ErrorCode.CHANGE_REFUSED);
    stored(MAKER, undoing("12", MAKER_GLN, "N8"));
    assertThat(code(MAKER, "N8")).isEqualTo("OK");
  }

  @Test
  void whatWasRefusedAndDeclaredToBeInErrorNeverCounts() {
    stored(MAKER, Captures.commissioning("N9"), dispensing("10", "N9"));
    refused(MAKER, dispensing("14", "N9"), "state-already-set");
    refused(MAKER, inError(dispensing("14", "N9")), "event-unknown");
    stored(MAKER, undoing("12", MAKER_GLN, "N9"));
    assertThat(code(MAKER, "N9")).isEqualTo("OK");
  }

  @Test
  void whatIsToldByWhoNeverHadAPackIsNotKept() {
    stored(MAKER, Captures.commissioning("P1"));
    String told =
        "SELECT concat_ws(' ', told, (SELECT count(*) FROM custody.refused_event r"
            + " WHERE u.key || ' ' || u.serial = ANY(r.epcs))) FROM custody.unit u WHERE serial = 'P1'";
    List<String> before = strings(told);
    refused(
        WHOLESALER, step("dispensing", "15", WHOLESALER_GLN, Captures.packs("P1")), "unit-unknown");
    assertThat(strings(told)).isEqualTo(before);
    refused(MAKER, step("receiving", "15", MAKER_GLN, Captures.packs("P1")), "not-offered");
    assertThat(strings(told)).isNotEqualTo(before);
  }

  @Test
  void whoUnlocksAPackDoesNotTakeBackThatItWasDispensedBefore() {
    stored(
        MAKER, Captures.commissioning("P2"), locking("10", "P2"), undoing("11", MAKER_GLN, "P2"));
    assertThat(code(MAKER, "P2")).isEqualTo("OK");
    stored(MAKER, dispensing("09", "P2"));
    assertThat(code(MAKER, "P2")).isEqualTo("SUPPLIED");
  }

  /** What was refused names what is not known, of which something else was refused, and so on. */
  @Test
  void aChainOfRefusedEventsStopsNothing() {
    String pallet = "095211010000000115";
    stored(MAKER, Captures.commissioning("P4", "P5"), aggregation("ADD", "09", pallet, "P4"));
    List<String> unknown =
        List.of(
            "095211010000002010",
            "095211010000002027",
            "095211010000002034",
            "095211010000002041",
            "095211010000002058",
            "095211010000002065",
            "095211010000002072",
            "095211010000002089");
    String last = pallet;
    for (String next : unknown) {
      refused(MAKER, nested("DELETE", "12", last, sscc(next)), "unit-unknown");
      last = next;
    }
    stored(MAKER, aggregation("ADD", "10", pallet, "P5"));
    assertThat(memberships("P5")).isEqualTo(1);
  }

  @Test
  void whatWasRefusedAndCorrectedUnderItsOwnIdStopsNothing() {
    String pallet = "095211010000000122";
    String id = "{\"eventID\": \"urn:uuid:2f1b3c84-7d4e-4a55-9d0e-5f0c8a6b7e01\",";
    stored(MAKER, Captures.commissioning("P6", "P7"));
    refused(
        MAKER,
        nested("ADD", "11", pallet, Captures.packs("P6", "P8")).replaceFirst("\\{", id),
        "unit-unknown");
    stored(MAKER, aggregation("ADD", "12", pallet, "P6").replaceFirst("\\{", id));
    stored(MAKER, Captures.commissioning("P8"));
    stored(MAKER, aggregation("ADD", "10", pallet, "P7"));
    assertThat(memberships("P7")).isEqualTo(1);
  }

  private static String locking(String hour, String serial) {
    return event(
        "ObjectEvent",
        hour,
        MAKER_GLN,
        """
        "action": "OBSERVE", "bizStep": "holding", "disposition": "non_sellable_other",
        "epcList": [%s]
        """
            .formatted(Captures.packs(serial)));
  }

  private static String sscc(String digits) {
    return "\"" + SSCC + digits + "\"";
  }

  private static String nested(String action, String hour, String sscc, String child) {
    return event(
        "AggregationEvent",
        hour,
        MAKER_GLN,
        "\"action\": \"%s\", \"parentID\": \"%s\", \"childEPCs\": [%s]"
            .formatted(
                action, SSCC + sscc, child.startsWith("\"") ? child : Captures.packs(child)));
  }
}
