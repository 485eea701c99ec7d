package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
