package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.aggregation;
import static io.pharmatrace.app.EpcisEvents.commissioning;
import static io.pharmatrace.app.EpcisEvents.object;
import static io.pharmatrace.app.EpcisEvents.pack;
import static io.pharmatrace.app.EpcisEvents.shipping;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a trading partner does not learn of what was declared to be in error. */
@Feature(standard = Standard.EPCIS, section = "8.2.2", name = "Query interface: authorisation")
class ErrorSecrecyIT extends SecrecyTest {
  private static final String SSCC = "https://id.gs1.org/00/";
  private static final List<String> PACK = List.of(pack("Y1"));

  private static String inError(String event) {
    return event.replaceFirst(
        "\\{",
        "{\"errorDeclaration\": {\"declarationTime\": \"2026-11-20T20:00:00Z\","
            + " \"reason\": \"did_not_occur\", \"correctiveEventIDs\":"
            + " [\"ni:///sha-256;%s?ver=CBV2.0\"]},".formatted("ab".repeat(32)));
  }

  @Test
  void toWhomAPartnerWronglyShippedIsToldToNobodyElse() {
    String wrong = shipping(MAKER, OUTSIDER, at(), List.of(pack("W1")), "");
    epcis.capture(MAKER, commissioning(MAKER, at(), "W", List.of(pack("W1"))), wrong);
    epcis.capture(MAKER, inError(wrong));
    epcis.capture(MAKER, shipping(MAKER, PHARMACY, at(), List.of(pack("W1")), ""));
    List<JsonNode> declarations =
        events(PHARMACY, "W1").stream().filter(e -> e.has("errorDeclaration")).toList();
    assertThat(declarations).hasSize(1);
    assertThat(declarations.getFirst().has("destinationList")).isFalse();
    assertThat(declarations.getFirst().get("errorDeclaration").has("correctiveEventIDs")).isFalse();
    assertThat(
            finds(
                PHARMACY,
                "EQ_destination_owning_party=https://id.gs1.org/417/" + SupplyChain.OUTSIDER_GLN))
        .isFalse();
  }

  @Test
  void aShipmentThatWasTakenBackShowsNoMoreThanItselfAndThatItWasAnError() {
    String wrong = shipping(MAKER, OUTSIDER, at(), List.of(pack("T1")), "");
    epcis.capture(MAKER, commissioning(MAKER, at(), "T", List.of(pack("T1"), pack("T2"))), wrong);
    assertThat(steps(OUTSIDER, "T1")).containsExactlyInAnyOrder("commissioning", "shipping");
    epcis.capture(
        MAKER,
        inError(wrong),
        object(MAKER, "OBSERVE", "storing", at(), List.of(pack("T1")), ""),
        shipping(MAKER, PHARMACY, at(), List.of(pack("T1")), ""));
    assertThat(steps(OUTSIDER, "T1")).containsExactly("shipping", "shipping");
    assertThat(events(OUTSIDER, "T1")).allMatch(e -> e.has("destinationList"));
    assertThat(journey(OUTSIDER, "T1").findValuesAsText("bizStep"))
        .containsExactly("shipping", "shipping");
    assertThat(EpcisEvents.texts(app.get(OUTSIDER, "/epcis/v2/epcs").body().get("member")))
        .contains(pack("T1"))
        .doesNotContain(pack("T2"));
  }

  @Test
  void whatWasReceivedStaysKnownWhateverTheSenderDeclares() {
    String shipping = shipping(MAKER, OUTSIDER, at(), List.of(pack("R1")), "");
    epcis.capture(MAKER, commissioning(MAKER, at(), "R", List.of(pack("R1"))), shipping);
    epcis.capture(
        OUTSIDER, object(OUTSIDER, "OBSERVE", "receiving", at(), List.of(pack("R1")), ""));
    epcis.capture(MAKER, inError(shipping));
    assertThat(steps(OUTSIDER, "R1")).contains("commissioning", "receiving");
  }

  @Test
  void whoGotThePackMuchLaterFromAnotherLearnsNothingOfAWrongShipmentToIt() {
    String wrong = shipping(MAKER, OUTSIDER, at(), List.of(pack("V1")), "");
    epcis.capture(
        MAKER,
        commissioning(MAKER, at(), "V", List.of(pack("V1"))),
        wrong,
        inError(wrong),
        object(MAKER, "OBSERVE", "storing", at(), List.of(pack("V1")), ""),
        shipping(MAKER, WHOLESALER, at(), List.of(pack("V1")), ""));
    epcis.capture(
        WHOLESALER,
        object(WHOLESALER, "OBSERVE", "receiving", at(), List.of(pack("V1")), ""),
        shipping(WHOLESALER, OUTSIDER, at(), List.of(pack("V1")), ""));
    epcis.capture(
        OUTSIDER, object(OUTSIDER, "OBSERVE", "receiving", at(), List.of(pack("V1")), ""));
    assertThat(steps(OUTSIDER, "V1"))
        .containsExactly("shipping", "shipping", "receiving", "shipping", "receiving");
    assertThat(journey(OUTSIDER, "V1").findValuesAsText("bizStep")).doesNotContain("storing");
  }

  @Test
  void takingBackAnUnpackingThatWasDatedBackDoesNotOpenAnEarlierStay() {
    String sscc = SSCC + "095211010000000177";
    String unpacking = aggregation(MAKER, "DELETE", "2026-11-20T05:00:00Z", sscc, PACK);
    epcis.capture(
        MAKER,
        commissioning(MAKER, "2026-11-20T03:00:00Z", "Y", PACK),
        aggregation(MAKER, "ADD", "2026-11-20T06:00:00Z", sscc, PACK),
        aggregation(MAKER, "DELETE", "2026-11-20T07:00:00Z", sscc, PACK),
        shipping(MAKER, WHOLESALER, at(), List.of(sscc), ""));
    epcis.capture(
        WHOLESALER,
        object(WHOLESALER, "OBSERVE", "receiving", at(), List.of(sscc), ""),
        shipping(WHOLESALER, MAKER, at(), List.of(sscc), ""));
    epcis.capture(
        MAKER,
        object(MAKER, "OBSERVE", "receiving", at(), List.of(sscc), ""),
        aggregation(MAKER, "ADD", "2026-11-20T04:00:00Z", sscc, PACK),
        unpacking);
    epcis.capture(MAKER, inError(unpacking));
    assertThat(steps(WHOLESALER, "Y1")).as("it was not in the pallet then").isEmpty();
  }
}
