package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was commissioned in error is not there, until it is commissioned again. */
@Feature(standard = Standard.EPCIS, section = "7.4.1.4", name = "Error declarations")
class VoidUnitIT extends ErrorDeclarationTest {
  @Test
  void whatWasCommissionedInErrorIsUnknownUntilItIsCommissionedAgain() {
    String commissioning = Captures.commissioning("C1");
    stored(MAKER, commissioning);
    stored(MAKER, inError(commissioning));
    assertThat(code(MAKER, "C1")).isEqualTo("UNKNOWN");
    refused(MAKER, shipping("12", Captures.packs("C1")), "not-active");
    refused(MAKER, commissioning, "event-in-error");
    assertThat(code(MAKER, "C1")).as("a repeat of the original").isEqualTo("UNKNOWN");
    String corrected = commissioning.replace("\"M\"", "\"M9\"");
    stored(MAKER, corrected);
    assertThat(code(MAKER, "C1")).isEqualTo("OK");
    assertThat(verdict(MAKER, "C1").get("batch").get("lot").asText()).isEqualTo("M9");
    // Another declaration of the same event takes nothing back a second time.
    stored(MAKER, inError(commissioning, "2026-11-20T21:00:00Z"));
    assertThat(code(MAKER, "C1")).isEqualTo("OK");
    JsonNode steps = trace("C1").get("steps");
    assertThat(steps.findValuesAsText("inError"))
        .containsExactly("true", "false", "false", "false");
    assertThat(steps.findValuesAsText("errorDeclaration"))
        .containsExactly("false", "true", "false", "true");
  }

  @Test
  void aRecalledPackIsNotCommissionedIntoAnotherBatch() {
    String commissioning = Captures.commissioning("RE1").replace("\"M\"", "\"RECALLED-M\"");
    stored(MAKER, commissioning);
    assertThat(
            app.post(
                    MAKER,
                    "/api/v1/recalls",
                    "application/json",
                    "{\"gtin\":\"%s\",\"batch\":\"RECALLED-M\",\"reason\":\"glass\"}"
                        .formatted(SupplyChain.GTIN))
                .status())
        .isEqualTo(201);
    assertThat(code(MAKER, "RE1")).isEqualTo("RECALLED");
    stored(MAKER, inError(commissioning));
    refused(MAKER, commissioning.replace("RECALLED-M", "RECALLED-M9"), "batch-recalled");
    assertThat(code(MAKER, "RE1")).isEqualTo("UNKNOWN");
  }

  @Test
  void anExpiredPackIsNotCommissionedIntoAnotherBatch() {
    String commissioning =
        Captures.commissioning("EX1")
            .replace("\"M\"", "\"EXPIRED-M\"")
            .replaceFirst("\\d{4}-12-31", "2025-12-31");
    stored(MAKER, commissioning);
    assertThat(code(MAKER, "EX1")).isEqualTo("EXPIRED");
    stored(MAKER, inError(commissioning));
    refused(
        MAKER,
        commissioning.replace("EXPIRED-M", "EXPIRED-M9").replace("2025-12-31", "2031-12-31"),
        "batch-expired");
  }

  @Test
  void whatComesOfATransformationInErrorIsUnknownAndWhatItUsedUpStaysDestroyed() {
    stored(MAKER, Captures.commissioning("TI1"));
    String repacking =
        event(
            "TransformationEvent",
            "10",
            MAKER_GLN,
            """
            "inputEPCList": [%s], "outputEPCList": [%s],
            "ilmd": {"cbvmda:lotNumber": "M2", "cbvmda:itemExpirationDate": "2031-12-31"}
            """
                .formatted(Captures.packs("TI1"), Captures.packs("TO1")));
    stored(MAKER, repacking);
    assertThat(code(MAKER, "TI1")).isEqualTo("DESTROYED");
    assertThat(code(MAKER, "TO1")).isEqualTo("OK");
    stored(MAKER, inError(repacking));
    assertThat(code(MAKER, "TO1")).isEqualTo("UNKNOWN");
    assertThat(code(MAKER, "TI1")).isEqualTo("DESTROYED");
  }

  @Test
  void whatWasCommissionedInErrorIsUnknownAlsoWhereItHasGone() {
    String commissioning = Captures.commissioning("G1");
    stored(MAKER, commissioning, shipping("09", Captures.packs("G1")));
    stored(WHOLESALER, step("receiving", "10", WHOLESALER_GLN, Captures.packs("G1")));
    assertThat(code(WHOLESALER, "G1")).isEqualTo("OK");
    stored(MAKER, inError(commissioning));
    assertThat(code(WHOLESALER, "G1")).isEqualTo("UNKNOWN");
  }

  @Test
  void takingADispensingBackDoesNotBringBackWhatWasCommissionedInError() {
    String commissioning = Captures.commissioning("D1");
    String dispensing = step("dispensing", "12", MAKER_GLN, Captures.packs("D1"));
    stored(MAKER, commissioning, dispensing);
    stored(MAKER, inError(commissioning));
    assertThat(code(MAKER, "D1")).isEqualTo("SUPPLIED");
    refused(MAKER, commissioning.replace("\"M\"", "\"M8\""), "already-commissioned");
    stored(MAKER, inError(dispensing));
    assertThat(code(MAKER, "D1")).isEqualTo("UNKNOWN");
  }

  @Test
  void aPackThatWasNotThereIsWithItsMakerWhenItsNumberIsUsedAfterAll() {
    for (String reason : List.of("did_not_occur", "incorrect_data")) {
      String serial = "N" + reason.length();
      String commissioning = Captures.commissioning(serial);
      stored(MAKER, commissioning, shipping("10", MAKER_GLN, PHARMACY_GLN, Captures.packs(serial)));
      stored(PHARMACY, step("receiving", "11", PHARMACY_GLN, Captures.packs(serial)));
      stored(MAKER, declared(commissioning, "2026-11-20T20:00:00Z", reason));
      assertThat(code(PHARMACY, serial)).isEqualTo("UNKNOWN");
      stored(MAKER, commissioning.replace("\"M\"", "\"M7\""));
      boolean other = reason.equals("did_not_occur");
      assertThat(code(PHARMACY, serial)).isEqualTo(other ? "NOT_IN_CUSTODY" : "OK");
      assertThat(code(MAKER, serial)).isEqualTo(other ? "OK" : "NOT_IN_CUSTODY");
    }
  }

  @Test
  void nobodyElseCommissionsALogisticUnitThatWasCommissionedInError() {
    String sscc = "\"" + SSCC + "095211010000000122\"";
    String commissioning = commissioningOf("08", MAKER_GLN, sscc);
    stored(MAKER, commissioning);
    stored(MAKER, inError(commissioning));
    refused(OUTSIDER, commissioningOf("09", OUTSIDER_GLN, sscc), "not-entitled");
    stored(MAKER, commissioningOf("09", MAKER_GLN, sscc));
  }

  private static String commissioningOf(String hour, String gln, String epcs) {
    return event(
        "ObjectEvent",
        hour,
        gln,
        "\"action\": \"ADD\", \"bizStep\": \"commissioning\", \"epcList\": [%s]".formatted(epcs));
  }
}
