package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An event that was declared to be in error is as if it had not happened. */
@Feature(standard = Standard.EPCIS, section = "7.4.1.4", name = "Error declarations")
class ErrorDeclarationIT extends ErrorDeclarationTest {
  @Test
  void aPackThatWasDispensedInErrorIsActiveAgain() {
    String dispensing = step("dispensing", "12", MAKER_GLN, Captures.packs("E1"));
    stored(MAKER, Captures.commissioning("E1"), dispensing);
    assertThat(code(MAKER, "E1")).isEqualTo("SUPPLIED");
    stored(MAKER, inError(dispensing));
    assertThat(code(MAKER, "E1")).isEqualTo("OK");
  }

  /** As by an undo (docs/pack-states.md). */
  @Test
  void nothingOfARecalledBatchIsActiveAgain() {
    String dispensing = step("dispensing", "12", MAKER_GLN, Captures.packs("E9"));
    stored(MAKER, Captures.commissioning("E9").replace("\"M\"", "\"ERR9\""), dispensing);
    String undone = step("dispensing", "12", MAKER_GLN, Captures.packs("E11"));
    String undo = LateEventsTest.undoing("13", MAKER_GLN, "E11");
    stored(MAKER, Captures.commissioning("E11").replace("\"M\"", "\"ERR9\""), undone, undo);
    assertThat(
            app.post(
                    MAKER,
                    "/api/v1/recalls",
                    "application/json",
                    "{\"gtin\":\"%s\",\"batch\":\"ERR9\",\"reason\":\"glass\"}"
                        .formatted(SupplyChain.GTIN))
                .status())
        .isEqualTo(201);
    stored(MAKER, inError(dispensing));
    assertThat(strings("SELECT state FROM custody.unit WHERE serial = 'E9'"))
        .containsExactly("Supplied");
    // Nor over the detour that its undo was an error, too.
    stored(MAKER, inError(undone), inError(undo));
    assertThat(strings("SELECT state FROM custody.unit WHERE serial = 'E11'"))
        .containsExactly("Supplied");
  }

  @Test
  void whatWasPackedInErrorDoesNotTravelWithThePallet() {
    String packing = aggregation("ADD", "09", "095211010000000078", "P1");
    stored(
        MAKER,
        Captures.commissioning("P1", "P2"),
        packing,
        aggregation("ADD", "10", "095211010000000078", "P2"));
    stored(MAKER, inError(packing));
    assertThat(memberships("P1")).isZero();
    String pallet = "\"" + SSCC + "095211010000000078\"";
    stored(MAKER, shipping("12", pallet));
    assertThat(code(WHOLESALER, "P1")).isEqualTo("NOT_IN_CUSTODY");
    assertThat(code(WHOLESALER, "P2")).isEqualTo("NOT_RECEIVED");
    assertThat(trace("P1").get("steps").findValuesAsText("bizStep")).doesNotContain("shipping");
  }

  @Test
  void whatWasUnpackedInErrorTravelsWithThePallet() {
    String unpacking = aggregation("DELETE", "10", "095211010000000085", "U1");
    stored(
        MAKER,
        Captures.commissioning("U1"),
        aggregation("ADD", "09", "095211010000000085", "U1"),
        unpacking);
    assertThat(memberships("U1")).isZero();
    stored(MAKER, inError(unpacking));
    assertThat(memberships("U1")).isEqualTo(1);
    stored(MAKER, shipping("12", "\"" + SSCC + "095211010000000085\""));
    assertThat(code(WHOLESALER, "U1")).isEqualTo("NOT_RECEIVED");
  }

  @Test
  void receivingAndShippingAreTakenBackOneAfterTheOther() {
    String shipping = shipping("10", Captures.packs("R1"));
    String receiving = step("receiving", "11", WHOLESALER_GLN, Captures.packs("R1"));
    stored(MAKER, Captures.commissioning("R1"), shipping);
    stored(WHOLESALER, receiving);
    stored(WHOLESALER, inError(receiving));
    assertThat(code(WHOLESALER, "R1")).isEqualTo("NOT_RECEIVED");
    assertThat(code(MAKER, "R1")).isEqualTo("SHIPPED");
    stored(MAKER, inError(shipping));
    assertThat(code(MAKER, "R1")).isEqualTo("OK");
    refused(
        WHOLESALER, step("receiving", "13", WHOLESALER_GLN, Captures.packs("R1")), "not-offered");
  }

  @Test
  void whatALaterEventChangedStaysAsItIs() {
    String shipping = shipping("10", Captures.packs("S1"));
    stored(MAKER, Captures.commissioning("S1"), shipping);
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, Captures.packs("S1")));
    stored(MAKER, inError(shipping));
    assertThat(code(WHOLESALER, "S1")).isEqualTo("OK");
    assertThat(code(MAKER, "S1")).isEqualTo("NOT_IN_CUSTODY");
  }

  @Test
  void nobodyTakesBackWhatItHandedOnWithinAnotherUnit() {
    String packing = aggregation("ADD", "09", "095211010000000092", "H1");
    String pallet = "\"" + SSCC + "095211010000000092\"";
    stored(MAKER, Captures.commissioning("H1"), packing, shipping("10", pallet));
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, pallet));
    stored(MAKER, inError(packing));
    assertThat(code(WHOLESALER, "H1")).isEqualTo("OK");
  }

  @Test
  void onlyWhatOneHasCapturedOneselfCanBeDeclared() {
    String dispensing = step("dispensing", "12", MAKER_GLN, Captures.packs("O1"));
    stored(MAKER, Captures.commissioning("O1"));
    refused(MAKER, inError(dispensing), "event-unknown");
    stored(MAKER, dispensing);
    refused(PHARMACY, inError(dispensing.replace(MAKER_GLN, PHARMACY_GLN)), "event-unknown");
    refused(WHOLESALER, inError(dispensing), "read-point-unknown");
    assertThat(code(MAKER, "O1")).isEqualTo("SUPPLIED");
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "7.4.1.4",
      name = "Duplicates told from error declarations")
  void aRepeatOfAnEventOrOfADeclarationChangesNothing() {
    String commissioning = Captures.commissioning("T1");
    String wrong = inError(commissioning);
    stored(MAKER, commissioning, commissioning);
    assertThat(trace("T1").get("steps")).hasSize(1);
    stored(MAKER, wrong, wrong);
    stored(MAKER, wrong);
    assertThat(trace("T1").get("steps")).hasSize(2);
  }

  @Test
  void itDoesNotMatterInWhichOrderEventsAreDeclared() {
    for (String order : List.of("drs", "dsr", "rds", "rsd", "sdr", "srd")) {
      String serial = "X" + order;
      String packs = Captures.packs(serial);
      String shipping = shipping("10", MAKER_GLN, PHARMACY_GLN, packs);
      String receiving = step("receiving", "11", PHARMACY_GLN, packs);
      String dispensing = step("dispensing", "12", PHARMACY_GLN, packs);
      stored(MAKER, Captures.commissioning(serial), shipping);
      stored(PHARMACY, receiving, dispensing);
      for (int i = 0; i < order.length(); i++) {
        switch (order.charAt(i)) {
          case 's' -> stored(MAKER, neverWas(shipping));
          case 'r' -> stored(PHARMACY, neverWas(receiving));
          default -> stored(PHARMACY, neverWas(dispensing));
        }
      }
      assertThat(code(MAKER, serial)).as(order).isEqualTo("OK");
      assertThat(code(PHARMACY, serial)).as(order).isEqualTo("NOT_IN_CUSTODY");
    }
  }

  @Test
  void whatStoodInTheWayIsTakenBackWithWhatItWasPackedInto() {
    String pallet = "\"" + SSCC + "095211010000000108\"";
    String packing = aggregation("ADD", "09", "095211010000000108", "K1");
    String shipping = shipping("10", pallet);
    stored(MAKER, Captures.commissioning("K1"), packing, shipping);
    stored(MAKER, neverWas(packing));
    assertThat(code(WHOLESALER, "K1")).as("it is under way").isEqualTo("NOT_RECEIVED");
    stored(MAKER, neverWas(shipping));
    assertThat(memberships("K1")).isZero();
    stored(MAKER, shipping("13", pallet));
    assertThat(code(WHOLESALER, "K1")).isEqualTo("NOT_IN_CUSTODY");
    assertThat(code(MAKER, "K1")).isEqualTo("OK");
  }

  @Test
  void aPackThatWasDispensedInErrorIsWhereItsCaseIsByNow() {
    String pallet = "\"" + SSCC + "095211010000000115\"";
    String dispensing = step("dispensing", "12", PHARMACY_GLN, Captures.packs("W1"));
    stored(
        MAKER,
        Captures.commissioning("W1"),
        aggregation("ADD", "09", "095211010000000115", "W1"),
        shipping("10", MAKER_GLN, PHARMACY_GLN, pallet));
    stored(
        PHARMACY,
        step("receiving", "11", PHARMACY_GLN, pallet),
        dispensing,
        shipping("13", PHARMACY_GLN, WHOLESALER_GLN, pallet));
    stored(PHARMACY, neverWas(dispensing));
    assertThat(code(PHARMACY, "W1")).isEqualTo("SHIPPED");
    assertThat(code(WHOLESALER, "W1")).isEqualTo("NOT_RECEIVED");
    stored(WHOLESALER, step("receiving", "14", WHOLESALER_GLN, pallet));
    assertThat(code(WHOLESALER, "W1")).isEqualTo("OK");
    assertThat(code(PHARMACY, "W1")).isEqualTo("NOT_IN_CUSTODY");
  }

  @Test
  void anErrorIsNotDeclaredBeforeTheEventNorInTheFuture() {
    String dispensing = step("dispensing", "12", MAKER_GLN, Captures.packs("Z1"));
    stored(MAKER, Captures.commissioning("Z1"), dispensing);
    refused(MAKER, inError(dispensing, "2026-11-20T11:59:00Z"), "event-invalid");
    refused(MAKER, inError(dispensing, "2926-11-20T13:00:00Z"), "event-invalid");
    assertThat(code(MAKER, "Z1")).isEqualTo("SUPPLIED");
  }
}
