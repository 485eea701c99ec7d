package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.aggregation;
import static io.pharmatrace.app.EpcisEvents.commissioning;
import static io.pharmatrace.app.EpcisEvents.object;
import static io.pharmatrace.app.EpcisEvents.pack;
import static io.pharmatrace.app.EpcisEvents.shipping;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a trading partner does not learn. Each test has packs of its own. */
@Feature(standard = Standard.EPCIS, section = "8.2.2", name = "Query interface: authorisation")
class EpcisSecrecyIT extends SecrecyTest {
  private static final String SSCC = "https://id.gs1.org/00/";
  private static final String ORDERS =
      ", \"bizTransactionList\": [{\"type\": \"po\", \"bizTransaction\": \"urn:x:%s\"}]";

  /** Everything that could tell more than what happened to the packs. */
  private static final String SECRETS =
      """
      , "eventID": "urn:uuid:00000000-0000-4000-8000-0000000000a1",
      "certificationInfo": ["https://secret.example/certificate"],
      "ex:list": ["https://id.gs1.org/01/09521101000023/21/SECRET"],
      "sensorElementList": [{"sensorMetadata": {"rawData": "https://secret.example/raw"},
        "sensorReport": [{"type": "Temperature", "value": 3, "uom": "CEL"}]}],
      "quantityList": [{"epcClass": "https://id.gs1.org/01/09521101000023/10/SECRET",
                        "quantity": 77}],
      "sourceList": [{"type": "owning_party",
                      "source": "https://id.gs1.org/417/9521101000016"}]\
      """
          + ORDERS.formatted("secret");

  @Test
  void aBuyerLearnsNothingOfSuppliersAndOtherCustomers() {
    epcis.capture(
        MAKER,
        commissioning(MAKER, at(), "B", List.of(pack("B1"))),
        shipping(MAKER, WHOLESALER, at(), List.of(pack("B1")), ""));
    String tied =
        object(WHOLESALER, "OBSERVE", "storing", at(), List.of(pack("B1")), "")
            .replace("ObjectEvent", "TransactionEvent");
    epcis.capture(
        WHOLESALER,
        object(
            WHOLESALER,
            "OBSERVE",
            "receiving",
            at(),
            List.of(pack("B1")),
            ORDERS.formatted("supply")
                + """
                , "sourceList": [{"type": "owning_party",
                                  "source": "https://id.gs1.org/417/9521101000016"}]\
                """),
        tied.substring(0, tied.length() - 1) + ORDERS.formatted("reserved") + "}",
        shipping(WHOLESALER, PHARMACY, at(), List.of(pack("B1")), ORDERS.formatted("sale")));
    assertThat(steps(PHARMACY, "B1")).containsExactly("receiving", "shipping");
    assertThat(journey(PHARMACY, "B1").findValuesAsText("type")).doesNotContain("TransactionEvent");
    assertThat(event(PHARMACY, "B1", "receiving").has("bizTransactionList")).isFalse();
    assertThat(event(PHARMACY, "B1", "receiving").has("sourceList")).isFalse();
    assertThat(finds(PHARMACY, "EQ_bizTransaction_po=urn:x:supply")).isFalse();
    assertThat(finds(PHARMACY, "EQ_bizTransaction_po=urn:x:reserved")).isFalse();
    assertThat(finds(PHARMACY, "EQ_bizTransaction_po=urn:x:sale")).isTrue();
    assertThat(finds(MAKER, "EQ_bizTransaction_po=urn:x:supply")).as("the seller").isTrue();
    assertThat(finds(MAKER, "EQ_bizTransaction_po=urn:x:sale")).isFalse();
  }

  @Test
  void aReceiptFromSeveralSendersIsShownWholeToNone() {
    epcis.capture(
        MAKER,
        commissioning(MAKER, at(), "S", List.of(pack("S1"), pack("S2"))),
        shipping(MAKER, PHARMACY, at(), List.of(pack("S1")), ""),
        shipping(MAKER, WHOLESALER, at(), List.of(pack("S2")), ""));
    epcis.capture(
        WHOLESALER,
        object(WHOLESALER, "OBSERVE", "receiving", at(), List.of(pack("S2")), ""),
        shipping(WHOLESALER, PHARMACY, at(), List.of(pack("S2")), ""));
    epcis.capture(
        PHARMACY,
        object(
            PHARMACY,
            "OBSERVE",
            "receiving",
            at(),
            List.of(pack("S1"), pack("S2")),
            ORDERS.formatted("both")));
    for (String sender : List.of(MAKER, WHOLESALER)) {
      assertThat(finds(sender, "EQ_bizTransaction_po=urn:x:both")).as(sender).isFalse();
    }
    assertThat(EpcisEvents.texts(event(WHOLESALER, "S2", "receiving").get("epcList")))
        .containsExactly(pack("S2"));
  }

  @Test
  void anEventThatIsCutHasNoFieldThatCouldTellOfTheRest() {
    String made = commissioning(MAKER, at(), "F", List.of(pack("F1"), pack("F2")));
    epcis.capture(
        MAKER,
        made.substring(0, made.length() - 2) + ", \"ex:secret\": \"SECRET\"}" + SECRETS + "}",
        object(
            MAKER, "OBSERVE", "inspecting", at(), List.of(pack("F1")), SECRETS.replace("a1", "a2")),
        shipping(MAKER, WHOLESALER, at(), List.of(pack("F1")), SECRETS.replace("a1", "a3")));
    for (String step : List.of("commissioning", "inspecting")) {
      assertThat(event(REGULATOR, "F1", step).toString()).containsIgnoringCase("secret");
      JsonNode cut = event(WHOLESALER, "F1", step);
      assertThat(cut.toString()).doesNotContainIgnoringCase("secret");
      assertThat(Stream.of("quantityList", "sensorElementList", "sourceList").anyMatch(cut::has))
          .isFalse();
      assertThat(cut.get("eventID").asText()).as("the author's own").startsWith("urn:uuid:");
    }
    JsonNode ilmd = event(WHOLESALER, "F1", "commissioning").get("ilmd");
    assertThat(ilmd.get("cbvmda:lotNumber").asText()).isEqualTo("F");
    assertThat(ilmd.get("cbvmda:itemExpirationDate").asText()).isEqualTo("2031-12-31");
    assertThat(event(WHOLESALER, "F1", "shipping").toString()).as("theirs").contains("SECRET");
  }

  @Test
  void theHashOfAnEventIsToldOnlyToWhoSeesAllThatItIsMadeOf() {
    epcis.capture(
        MAKER,
        commissioning(MAKER, at(), "H", List.of(pack("H1"), pack("H2"))),
        object(MAKER, "OBSERVE", "inspecting", at(), List.of(pack("H1")), ""),
        shipping(MAKER, WHOLESALER, at(), List.of(pack("H1")), ""));
    String hash = event(MAKER, "H1", "commissioning").get("eventID").asText();
    assertThat(event(WHOLESALER, "H1", "commissioning").has("eventID")).isFalse();
    assertThat(event(WHOLESALER, "H1", "inspecting").get("eventID").asText()).startsWith("ni:");
    Answers.assertProblem(
        app.get(WHOLESALER, "/epcis/v2/events/" + EpcisEvents.encoded(hash)), ErrorCode.NOT_FOUND);
    awaitAnchored("H1", 3);
    JsonNode whole = journey(MAKER, "H1").get(0);
    JsonNode cut = journey(WHOLESALER, "H1").get(0);
    assertThat(whole.get("event").asText()).isEqualTo(hash);
    assertThat(cut.get("bizStep").asText()).isEqualTo("commissioning");
    assertThat(cut.has("event")).isFalse();
    assertThat(cut.get("anchoring").get("proof").has("entry")).isFalse();
    assertThat(cut.get("anchoring").get("proof").get("leaf"))
        .isEqualTo(whole.get("anchoring").get("proof").get("leaf"));
    assertThat(journey(WHOLESALER, "H1").get(1).has("event")).isTrue();
  }

  @Test
  void aShipmentThatIsDatedAheadDoesNotOpenWhatIsPackedLater() {
    String sscc = SSCC + "095211010000000153";
    String ahead = Instant.now().plus(20, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS) + "";
    epcis.capture(
        MAKER,
        commissioning(MAKER, at(), "A", List.of(pack("A1"), pack("A2"))),
        aggregation(MAKER, "ADD", at(), sscc, List.of(pack("A2"))),
        shipping(MAKER, PHARMACY, at(), List.of(pack("A1")), ""),
        shipping(MAKER, WHOLESALER, ahead, List.of(sscc), ""));
    epcis.capture(
        PHARMACY,
        object(PHARMACY, "OBSERVE", "receiving", at(), List.of(pack("A1")), ""),
        shipping(PHARMACY, WHOLESALER, at(), List.of(pack("A1")), ""));
    epcis.capture(
        WHOLESALER,
        object(WHOLESALER, "OBSERVE", "receiving", at(), List.of(pack("A1"), sscc), ""),
        aggregation(WHOLESALER, "ADD", at(), sscc, List.of(pack("A1"))),
        object(WHOLESALER, "OBSERVE", "storing", at(), List.of(pack("A1")), ""),
        shipping(WHOLESALER, OUTSIDER, at(), List.of(sscc), ""));
    assertThat(steps(MAKER, "A1"))
        .containsExactly("commissioning", "shipping", "receiving", "shipping");
    assertThat(journey(MAKER, "A1").findValuesAsText("organisation")).doesNotContain("wholesaler");
    assertThat(journey(MAKER, "A1").findValuesAsText("inferred")).doesNotContain("true");
    assertThat(steps(MAKER, "A2")).as("what was inside").contains("packing");
    assertThat(journey(WHOLESALER, "A2").findValuesAsText("organisation")).contains("maker");
  }

  @Test
  void aPackingThatIsToldWhileThePalletIsOnItsWayPassedWithIt() {
    String sscc = SSCC + "095211010000000160";
    String packing = aggregation(MAKER, "ADD", at(), sscc, List.of(pack("L2")));
    epcis.capture(
        MAKER,
        commissioning(MAKER, at(), "L", List.of(pack("L1"), pack("L2"))),
        aggregation(MAKER, "ADD", at(), sscc, List.of(pack("L1"))),
        shipping(MAKER, WHOLESALER, at(), List.of(sscc), ""),
        packing);
    assertThat(steps(WHOLESALER, "L2")).containsExactly("packing", "commissioning");
    assertThat(journey(WHOLESALER, "L2").findValuesAsText("bizStep")).contains("shipping");
  }
}
