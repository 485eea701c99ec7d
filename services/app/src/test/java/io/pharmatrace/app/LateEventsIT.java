package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

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
}
