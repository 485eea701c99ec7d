package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of handover in two steps: shipping offers, receiving accepts. */
class HandoverIT extends HandoverTest {
  @Test
  void whatIsShippedStaysWithItsSenderOnRecordUntilItIsAccepted() {
    String pallet = pallet("H1");
    long offer = shipped(pallet);
    assertThat(state(WHOLESALER, offer)).isEqualTo("open");
    assertThat(custodian(pallet)).isEqualTo(MAKER_GLN);
    assertThat(code(WHOLESALER, "H1")).isEqualTo("NOT_RECEIVED");

    JsonNode answer = accepted(WHOLESALER, offer, ALL);
    assertThat(texts(answer.get("accepted"))).containsExactly(pallet);
    assertThat(custodian(pallet)).isEqualTo(WHOLESALER_GLN);
    assertThat(state(MAKER, offer)).isEqualTo("accepted");
    assertThat(code(WHOLESALER, "H1")).isEqualTo("OK");
    assertThat(trace("H1").path("steps").get(3).path("bizStep").asText()).isEqualTo("receiving");
  }

  /** Whether they lead to where it is now would tell what others do with it. */
  @Test
  void whoHadAPackBeforeIsToldOfItsJourneyAndNotOfItsSealsNow() {
    stored(MAKER, Captures.commissioning("SE1"));
    accepted(WHOLESALER, shipped(pack("SE1")), ALL);
    assertThat(journey(WHOLESALER, "SE1").has("seals")).isTrue();
    stored(WHOLESALER, shipping("12", WHOLESALER_GLN, OUTSIDER_GLN, quoted(pack("SE1"))));
    assertThat(journey(OUTSIDER, "SE1").has("seals")).as("on its way there").isTrue();
    accepted(OUTSIDER, latestOffer(OUTSIDER, "IN"), ALL);
    for (String who : List.of(MAKER, OUTSIDER, REGULATOR)) {
      assertThat(journey(who, "SE1").has("seals")).as(who).isTrue();
    }
    assertThat(journey(WHOLESALER, "SE1").path("steps")).isNotEmpty();
    assertThat(journey(WHOLESALER, "SE1").has("seals")).isFalse();
  }

  private static JsonNode journey(String who, String serial) {
    return done(app.get(who, "/api/v1/packs/" + SupplyChain.GTIN + "/" + serial + "/trace"));
  }

  @Test
  void whatIsNotAcceptedStaysOnOfferAndWithItsSender() {
    stored(MAKER, Captures.commissioning("P1", "P2"));
    long offer = shipped(pack("P1"), pack("P2"));
    accepted(
        WHOLESALER, offer, "\"accept\":\"LISTED\",\"units\":[%s]".formatted(quoted(pack("P1"))));
    assertThat(states(MAKER, offer))
        .containsExactly("accepted " + pack("P1"), "offered " + pack("P2"));
    assertThat(custodian(pack("P1"))).isEqualTo(WHOLESALER_GLN);
    assertThat(custodian(pack("P2"))).isEqualTo(MAKER_GLN);
    assertThat(state(MAKER, offer)).isEqualTo("open");
  }

  @Test
  void nothingOfAnOfferNeedBeAccepted() {
    stored(MAKER, Captures.commissioning("N1"));
    long offer = shipped(pack("N1"));
    accepted(WHOLESALER, offer, "\"accept\":\"NONE\",\"reason\":\"not ordered\"");
    assertThat(state(MAKER, offer)).isEqualTo("refused");
    assertThat(offer(MAKER, offer).get("units").get(0).get("reason").asText())
        .isEqualTo("not ordered");
    assertThat(custodian(pack("N1"))).isEqualTo(MAKER_GLN);
    assertThat(code(MAKER, "N1")).isEqualTo("OK");
    Answers.assertProblem(answer(WHOLESALER, offer, ALL), ErrorCode.CONFLICT);
  }

  @Test
  void ofAPalletThatIsOpenedBeforeReceiptOnlyWhatIsSoundIsTakenOver() {
    String pallet = pallet("O1", "O2", "O3");
    long offer = shipped(pallet);
    accepted(
        WHOLESALER,
        offer,
        ALL
            + ",\"damaged\":[%s],\"missing\":[%s]"
                .formatted(quoted(pack("O2")), quoted(pack("O3"))));
    assertThat(states(MAKER, offer))
        .containsExactlyInAnyOrder(
            "accepted " + pallet, "damaged " + pack("O2"), "missing " + pack("O3"));
    assertThat(custodian(pack("O1"))).isEqualTo(WHOLESALER_GLN);
    assertThat(custodian(pack("O2"))).isEqualTo(MAKER_GLN);
    assertThat(custodian(pack("O3"))).isEqualTo(MAKER_GLN);
    // Both are told, and the manufacturer is the sender.
    assertThat(alerts("receipt-differs", pack("O2"))).isEqualTo(2);
  }

  @Test
  void aCaseIsAcceptedOutOfAnOfferedPalletAndTheReceiverDispensesWhatItAccepted() {
    String pallet = pallet("C1", "C2");
    long offer = shipped(pallet);
    stored(WHOLESALER, step("receiving", "11", WHOLESALER_GLN, quoted(pack("C1"))));
    assertThat(custodian(pack("C1"))).isEqualTo(WHOLESALER_GLN);
    assertThat(custodian(pallet)).isEqualTo(MAKER_GLN);
    stored(WHOLESALER, step("dispensing", "12", WHOLESALER_GLN, quoted(pack("C1"))));
    assertThat(code(WHOLESALER, "C1")).isEqualTo("SUPPLIED");
    assertThat(code(WHOLESALER, "C2")).isEqualTo("NOT_RECEIVED");
    stored(WHOLESALER, step("receiving", "13", WHOLESALER_GLN, quoted(pack("C2"))));
    // An empty shell is nothing to wait for.
    assertThat(state(MAKER, offer)).isEqualTo("accepted");
    assertThat(states(MAKER, offer)).contains("opened " + pallet);
  }

  @Test
  void whatIsMissingMayTurnUp() {
    stored(MAKER, Captures.commissioning("M1"));
    long offer = shipped(pack("M1"));
    accepted(WHOLESALER, offer, ALL + ",\"missing\":[%s]".formatted(quoted(pack("M1"))));
    assertThat(state(MAKER, offer)).isEqualTo("open");
    accepted(
        WHOLESALER, offer, "\"accept\":\"LISTED\",\"units\":[%s]".formatted(quoted(pack("M1"))));
    assertThat(state(MAKER, offer)).isEqualTo("accepted");
  }

  @Test
  void surplusIsReportedAndIsNotInCustody() {
    stored(MAKER, Captures.commissioning("S1", "S2"));
    long offer = shipped(pack("S1"));
    JsonNode answer =
        accepted(
            WHOLESALER,
            offer,
            "\"accept\":\"LISTED\",\"units\":[%s]".formatted(quoted(pack("S1"), pack("S2"))));
    assertThat(texts(answer.get("accepted"))).containsExactly(pack("S1"));
    assertThat(texts(answer.get("surplus"))).containsExactly(pack("S2"));
    assertThat(texts(offer(MAKER, offer).get("surplus"))).containsExactly(pack("S2"));
    assertThat(custodian(pack("S2"))).isEqualTo(MAKER_GLN);
    assertThat(alerts("receipt-differs", pack("S2"))).isEqualTo(2);
    refused(
        WHOLESALER, step("receiving", "11", WHOLESALER_GLN, quoted(pack("S2"))), "unit-unknown");
  }

  @ParameterizedTest
  @ValueSource(strings = {"refused", "damaged", "missing"})
  void eventsOfEpcisSayTheSame(String word) {
    String serial = "E-" + word;
    stored(MAKER, Captures.commissioning(serial));
    long offer = shipped(pack(serial));
    stored(
        WHOLESALER,
        step("inspecting", "11", WHOLESALER_GLN, quoted(pack(serial)))
            .replaceFirst(
                "\\{",
                "{\"@context\": {\"pharmatrace\": \"urn:pharmatrace:epcis\"}, "
                    + "\"pharmatrace:handover\": \""
                    + word
                    + "\", "));
    assertThat(states(MAKER, offer)).containsExactly(word + " " + pack(serial));
    assertThat(custodian(pack(serial))).isEqualTo(MAKER_GLN);
  }

  @Test
  void whatIsReceivedDamagedIsNotTakenOver() {
    stored(MAKER, Captures.commissioning("D1"));
    long offer = shipped(pack("D1"));
    stored(
        WHOLESALER,
        step("receiving", "11", WHOLESALER_GLN, quoted(pack("D1")))
            .replaceFirst("\\{", "{\"disposition\": \"damaged\", "));
    assertThat(states(MAKER, offer)).containsExactly("damaged " + pack("D1"));
    refused(
        WHOLESALER, step("dispensing", "12", WHOLESALER_GLN, quoted(pack("D1"))), "not-in-custody");
  }

  @Test
  void aReturnIsAnOfferTheOtherWay() {
    String pallet = pallet("R1");
    accepted(WHOLESALER, shipped(pallet), ALL);
    stored(WHOLESALER, shipping("12", WHOLESALER_GLN, MAKER_GLN, quoted(pallet)));
    long back = latestOffer(MAKER, "IN");
    assertThat(offer(MAKER, back).get("offer").get("returning").asBoolean()).isTrue();
    accepted(MAKER, back, ALL);
    assertThat(custodian(pallet)).isEqualTo(MAKER_GLN);
  }

  @Test
  void whatWasRefusedComesBackToItsSender() {
    stored(MAKER, Captures.commissioning("B1"));
    long offer = shipped(pack("B1"));
    accepted(WHOLESALER, offer, "\"accept\":\"NONE\"");
    stored(MAKER, step("receiving", "12", MAKER_GLN, quoted(pack("B1"))));
    assertThat(states(WHOLESALER, offer)).containsExactly("returned " + pack("B1"));
    assertThat(done(unit(MAKER, pack("B1"))).get("place").asText()).isEqualTo(MAKER_GLN);
  }

  @Test
  void whatAReceiverDoesWithWhatItAcceptedIsNotToldByTheOffer() {
    String pallet = pallet("K1");
    long offer = shipped(pallet);
    assertThat(offer(MAKER, offer).get("units").get(0).get("packs").asLong()).isEqualTo(1);
    accepted(WHOLESALER, offer, ALL);
    assertThat(offer(MAKER, offer).get("units").get(0).hasNonNull("packs")).isFalse();
  }

  @Test
  void aReasonIsTextThatCanBeKept() {
    stored(MAKER, Captures.commissioning("U1"));
    long offer = shipped(pack("U1"));
    Answers.assertProblem(
        answer(WHOLESALER, offer, "\"accept\":\"NONE\",\"reason\":\"not\\u0000ordered\""),
        ErrorCode.INVALID_VALUE);
    assertThat(state(WHOLESALER, offer)).isEqualTo("open");
  }

  @Test
  void surplusIsListedInPages() {
    stored(MAKER, Captures.commissioning("SP1", "SP2", "SP3"));
    long offer = shipped(pack("SP1"));
    accepted(
        WHOLESALER,
        offer,
        "\"accept\":\"LISTED\",\"units\":[%s]".formatted(quoted(pack("SP2"), pack("SP3"))));
    String path = "/api/v1/offers/" + offer + "?limit=1";
    assertThat(texts(done(app.get(MAKER, path)).get("surplus"))).containsExactly(pack("SP2"));
    assertThat(texts(done(app.get(MAKER, path + "&surplusAfter=" + pack("SP2"))).get("surplus")))
        .containsExactly(pack("SP3"));
  }

  @Test
  void aRetryIsGivenTheFirstAnswer() {
    stored(MAKER, Captures.commissioning("I1"));
    long offer = shipped(pack("I1"));
    String request = "{\"transactionId\":\"again-%d\",\"accept\":\"%s\"}";
    String path = "/api/v1/offers/" + offer + "/acceptance";
    JsonNode first =
        done(app.post(WHOLESALER, path, "application/json", request.formatted(offer, "ALL")));
    assertThat(
            done(app.post(WHOLESALER, path, "application/json", request.formatted(offer, "ALL"))))
        .isEqualTo(first);
    Answers.assertProblem(
        app.post(WHOLESALER, path, "application/json", request.formatted(offer, "NONE")),
        ErrorCode.CONFLICT);
  }

  @Test
  void anOfferIsOfItsSenderAndReceiverOnly() {
    stored(MAKER, Captures.commissioning("V1"));
    long offer = shipped(pack("V1"));
    Answers.assertProblem(app.get(OUTSIDER, "/api/v1/offers/" + offer), ErrorCode.NOT_FOUND);
    Answers.assertProblem(answer(OUTSIDER, offer, ALL), ErrorCode.NOT_FOUND);
    Answers.assertProblem(answer(MAKER, offer, ALL), ErrorCode.NOT_FOUND);
    Answers.assertProblem(withdraw(WHOLESALER, offer), ErrorCode.NOT_FOUND);
    assertThat(app.get(OUTSIDER, "/api/v1/offers").body()).isEmpty();
    assertThat(offer(REGULATOR, offer)).isEqualTo(offer(MAKER, offer));
    assertThat(app.get(MAKER, "/api/v1/offers?direction=IN&state=OPEN").body()).isEmpty();
  }

  @Test
  void whatIsRefusedMustHaveBeenOffered() {
    stored(MAKER, Captures.commissioning("Q1", "Q2"));
    long offer = shipped(pack("Q1"));
    Answers.assertProblem(
        answer(WHOLESALER, offer, ALL + ",\"refused\":[%s]".formatted(quoted(pack("Q2")))),
        ErrorCode.INVALID_VALUE);
    Answers.assertProblem(
        answer(WHOLESALER, offer, ALL + ",\"missing\":[\"095211010000000055\"]"),
        ErrorCode.INVALID_VALUE);
    assertThat(state(WHOLESALER, offer)).isEqualTo("open");
  }
}
