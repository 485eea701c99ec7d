package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.CASE_GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What is told to whom of units that are not where, or not what, somebody says (docs/alerts.md).
 */
class CustodyAlertIT extends HandoverTest {
  private static final String ALL = "\"accept\":\"ALL\"";

  private static String dispensing(String hour, String serial) {
    return step("dispensing", hour, MAKER_GLN, quoted(pack(serial)));
  }

  @Test
  void whoHoldsAPackIsToldWhenAFormerHolderEndsIt() {
    stored(MAKER, Captures.commissioning("CA1"));
    accepted(WHOLESALER, shipped(pack("CA1")), ALL);
    stored(MAKER, dispensing("09", "CA1"));
    assertThat(code(WHOLESALER, "CA1")).isEqualTo("SUPPLIED");
    for (String who : List.of(WHOLESALER, MAKER, REGULATOR)) {
      assertThat(codes(who, "CA1")).as(who).containsExactly("custody-mismatch");
    }
    assertThat(codes(OUTSIDER, "CA1")).isEmpty();
    stored(MAKER, dispensing("09", "CA1"));
    JsonNode alert = done(app.get(MAKER, "/api/v1/alerts?serial=CA1")).get(0);
    assertThat(alert.path("times").asInt()).as("a retry raises nothing").isEqualTo(1);
  }

  /** The manufacturer as well, when it is neither of the two. */
  @Test
  void whoHoldsThePalletIsToldWhenAFormerHolderEndsAPackInIt() {
    String pallet = pallet("CA2", "CA3");
    shipped(pallet);
    stored(
        WHOLESALER,
        step("receiving", "11", WHOLESALER_GLN, quoted(pallet)),
        shipping("13", WHOLESALER_GLN, SupplyChain.OUTSIDER_GLN, quoted(pallet)));
    accepted(OUTSIDER, latestOffer(OUTSIDER, "IN"), ALL);
    Answer ended =
        app.send(
            WHOLESALER,
            "PATCH",
            "/api/v1/packs/" + SupplyChain.GTIN + "/CA2",
            "application/json",
            "{\"transactionId\":\"ca2\",\"state\":\"Destroyed\",\"time\":\"2026-11-20T11:30:00Z\"}");
    assertThat(ended.status()).as("%s", ended.body()).isEqualTo(200);
    for (String who : List.of(OUTSIDER, MAKER)) {
      assertThat(codes(who, "CA2")).as(who).containsExactly("custody-mismatch");
      assertThat(codes(who, "CA3")).as(who).isEmpty();
    }
  }

  @Test
  void whoEndsWhatItHoldsAlarmsNobody() {
    stored(MAKER, Captures.commissioning("CA4"), dispensing("09", "CA4"));
    assertThat(codes(REGULATOR, "CA4")).isEmpty();
  }

  @Test
  void aCaseThatCameOnAPalletAndIsReceivedByItselfAlarmsNobody() {
    String carton = pallet("CA5");
    String pallet = SSCC + newSscc();
    stored(MAKER, packing("ADD", "09", MAKER_GLN, pallet, carton));
    shipped(pallet);
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, quoted(pallet)));
    refused(WHOLESALER, step("receiving", "14", WHOLESALER_GLN, quoted(carton)), "in-another-unit");
    assertThat(alertsOf(carton.substring(SSCC.length()))).isZero();
    assertThat(code(WHOLESALER, "CA5")).isEqualTo("OK");
  }

  /** To ship it contradicts what is on record, though. */
  @Test
  void aCaseThatIsShippedByItselfWhileItIsOnAPalletIsAContradiction() {
    String carton = pallet("CA6");
    String pallet = SSCC + newSscc();
    stored(MAKER, packing("ADD", "09", MAKER_GLN, pallet, carton));
    accepted(WHOLESALER, shipped(pallet), ALL);
    refused(
        WHOLESALER,
        shipping("14", WHOLESALER_GLN, SupplyChain.OUTSIDER_GLN, quoted(carton)),
        "in-another-unit");
    assertThat(alertsOf(carton.substring(SSCC.length()))).isEqualTo(1);
  }

  @Test
  void theNumberOfACaseIsNoUnknownPackAndAlarmsNobody() {
    stored(MAKER, Captures.commissioning("CC1").replace(SupplyChain.GTIN, CASE_GTIN));
    for (String serial : List.of("CC1", "CC-NEVER")) {
      for (String who : List.of(MAKER, OUTSIDER, REGULATOR)) {
        JsonNode verdict = done(app.get(who, "/api/v1/packs/" + CASE_GTIN + "/" + serial));
        assertThat(verdict.path("verdict").asText()).isEqualTo("CASE");
        assertThat(verdict.path("level").asText()).isEqualTo("WARNING");
        assertThat(verdict.path("alerts")).isEmpty();
        assertThat(verdict.has("pack")).as("whether it exists").isFalse();
      }
    }
    assertThat(alertsOf(CASE_GTIN)).isZero();
    assertThat(unit(MAKER, "https://id.gs1.org/01/" + CASE_GTIN + "/21/CC1").status())
        .as("what the answer says to ask for")
        .isEqualTo(200);
  }

  @Test
  void aCaseIsNotCheckedAsAReturnedPack() {
    Answer answer =
        app.post(
            MAKER,
            "/api/v1/returns",
            "application/json",
            "{\"transactionId\":\"cc2\",\"gtin\":\"%s\",\"serial\":\"CC2\",\"batch\":\"M\",\"expiry\":\"311231\",\"returnedBy\":\"%s\"}"
                .formatted(CASE_GTIN, WHOLESALER_GLN));
    Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
    assertThat(answer.body().path("reason").asText()).isEqualTo("step-not-supported");
    assertThat(alertsOf(CASE_GTIN)).isZero();
  }
}
