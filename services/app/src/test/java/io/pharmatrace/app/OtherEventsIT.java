package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that custody has no rule for are stored all the same, and make nothing green. */
@Feature(standard = Standard.EPCIS, section = "7.4", name = "Capture of events of every type")
class OtherEventsIT extends SupplyChainTest {
  private static final String PALLET = "https://id.gs1.org/00/095211010000000054";

  private static String event(String type, String fields) {
    return event(type, MAKER_GLN, fields);
  }

  private static String event(String type, String gln, String fields) {
    return """
        {"type": "%s", "eventTime": "2026-11-20T10:00:00Z", "eventTimeZoneOffset": "+00:00",
         "readPoint": {"id": "https://id.gs1.org/414/%s"}, %s}
        """
        .formatted(type, gln, fields);
  }

  private static JsonNode capture(String who, String... events) {
    return Captures.job(app, who, "application/json", Captures.document(events), "proceed");
  }

  private static void assertStored(JsonNode job) {
    assertThat(job.get("success").asBoolean()).as("%s", job).isTrue();
  }

  private static void assertRefused(JsonNode job, String... codes) {
    assertThat(job.get("errors").findValuesAsText("code")).as("%s", job).containsExactly(codes);
  }

  private static long stored() {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT count(*) FROM custody.event e JOIN anchoring.entry n ON n.id = e.entry_id")
                    .mapTo(Long.class)
                    .one());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ObjectEvent@ \"action\": \"OBSERVE\", \"bizStep\": \"shipping\", \"quantityList\":"
            + " [{\"epcClass\": \"https://id.gs1.org/01/09521101000023/10/M\", \"quantity\": 5}]",
        "ObjectEvent@ \"action\": \"ADD\", \"bizStep\": \"commissioning\", \"epcList\":"
            + " [\"https://id.gs1.org/8003/09521101000023A1\"]",
        "ObjectEvent@ \"action\": \"DELETE\", \"epcList\": [\"urn:uuid:0-1\","
            + " \"https://example.com/things/1\"]",
        "ObjectEvent@ \"action\": \"OBSERVE\", \"epcList\": [], \"sensorElementList\":"
            + " [{\"sensorReport\": [{\"type\": \"Temperature\", \"value\": 4.5, \"uom\": \"CEL\"}]}]",
        "AggregationEvent@ \"action\": \"ADD\", \"parentID\":"
            + " \"https://id.gs1.org/8003/09521101000023A2\", \"childEPCs\":"
            + " [\"https://id.gs1.org/01/09521101000023/21/NONE\"]",
        "AssociationEvent@ \"action\": \"ADD\", \"parentID\":"
            + " \"https://id.gs1.org/00/095211010000000061\", \"childEPCs\":"
            + " [\"https://id.gs1.org/8004/9521101A\"]",
        "TransactionEvent@ \"action\": \"ADD\", \"epcList\": [], \"bizTransactionList\":"
            + " [{\"type\": \"po\", \"bizTransaction\": \"urn:epcglobal:cbv:bt:9521101000016:1\"}]",
        "TransformationEvent@ \"inputQuantityList\": [{\"epcClass\":"
            + " \"https://id.gs1.org/01/09521101000023/10/A\", \"quantity\": 1, \"uom\": \"KGM\"}],"
            + " \"outputQuantityList\": [{\"epcClass\":"
            + " \"https://id.gs1.org/01/09521101000023/10/B\", \"quantity\": 100}]"
      })
  void whatMovesNothingIsStoredWithAnEntryInTheLog(String text) {
    long before = stored();
    String[] parts = text.split("@", 2);
    assertStored(capture(MAKER, event(parts[0], parts[1].strip())));
    assertThat(stored()).isEqualTo(before + 1);
    assertRefused(
        capture(MAKER, event(parts[0], WHOLESALER_GLN, parts[1].strip())), "read-point-unknown");
    assertThat(verdict(MAKER, "NONE").get("verdict").asText()).isEqualTo("UNKNOWN");
  }

  @Test
  void whatComesOfATransformationIsCommissionedAndWhatIsUsedUpEnds() {
    assertStored(capture(MAKER, Captures.commissioning("IN1")));
    String repack =
        event(
            "TransformationEvent",
            """
            "inputEPCList": [%s], "outputEPCList": [%s],
            "ilmd": {"cbvmda:lotNumber": "M2", "cbvmda:itemExpirationDate": "2031-12-31"}
            """
                .formatted(Captures.packs("IN1"), Captures.packs("OUT1", "OUT2")));
    assertRefused(capture(WHOLESALER, repack.replace(MAKER_GLN, WHOLESALER_GLN)), "not-entitled");
    assertStored(capture(MAKER, repack));
    assertThat(verdict(MAKER, "IN1").get("verdict").asText()).isEqualTo("DESTROYED");
    assertThat(verdict(MAKER, "OUT1").get("verdict").asText()).isEqualTo("OK");
    assertThat(trace("OUT2").get("steps").get(0).get("type").asText())
        .isEqualTo("TransformationEvent");
    String again = repack.replace("10:00:00Z", "11:00:00Z");
    assertRefused(capture(MAKER, again), "state-already-set");
    assertRefused(
        capture(MAKER, again.replace("/IN1", "/NONE").replace("/OUT", "/NEW")), "unit-unknown");
    assertRefused(capture(MAKER, again.replace("/IN1", "/OUT1")), "already-commissioned");
    assertThat(verdict(MAKER, "OUT1").get("verdict").asText()).isEqualTo("OK");
    assertRefused(
        capture(MAKER, again.replace("cbvmda:lotNumber", "cbvmda:other")), "data-missing");
  }

  @Test
  void takingOutAnAmountOfAClassLeavesThePacksInside() {
    assertStored(
        capture(
            MAKER,
            Captures.commissioning("AM1"),
            event(
                "AggregationEvent",
                "\"action\": \"ADD\", \"parentID\": \"%s\", \"childEPCs\": [%s]"
                    .formatted(PALLET, Captures.packs("AM1"))),
            event(
                "AggregationEvent",
                """
                "action": "DELETE", "parentID": "%s", "childQuantityList":
                [{"epcClass": "https://id.gs1.org/01/%s/10/M", "quantity": 1}]
                """
                    .formatted(PALLET, GTIN)),
            event(
                "ObjectEvent",
                """
                "action": "OBSERVE", "bizStep": "shipping", "epcList": ["%s"], "destinationList":
                [{"type": "owning_party", "destination": "https://id.gs1.org/417/%s"}]
                """
                    .formatted(PALLET, WHOLESALER_GLN))));
    assertThat(verdict(WHOLESALER, "AM1").get("verdict").asText()).isEqualTo("NOT_RECEIVED");
  }

  @Test
  void whatIsDeletedIsNeverGreenWhateverTheStep() {
    for (String step : List.of("decommissioning", "void_shipping", "inspecting")) {
      String serial = "DEL-" + step.charAt(0);
      assertStored(
          capture(
              MAKER,
              Captures.commissioning(serial),
              event(
                  "ObjectEvent",
                  "\"action\": \"DELETE\", \"bizStep\": \"%s\", \"epcList\": [%s]"
                      .formatted(step, Captures.packs(serial)))));
      assertThat(verdict(MAKER, serial).get("verdict").asText()).isEqualTo("DESTROYED");
    }
  }

  @Test
  void aKeyThatIsWrongIsNotTakenForAnotherThing() {
    assertRefused(
        capture(
            MAKER,
            event(
                "ObjectEvent",
                "\"action\": \"DELETE\", \"epcList\": [\"https://id.gs1.org/01/09521101000024/21/1\"]")),
        "event-invalid");
  }

  @Test
  void theEndOfAPackIsNotMerelyNoted() {
    assertStored(capture(MAKER, Captures.commissioning("NT1")));
    for (String step : List.of("destroying", "dispensing")) {
      assertRefused(
          capture(
              MAKER,
              event(
                  "AssociationEvent",
                  """
                  "action": "ADD", "bizStep": "%s", "parentID": "%s",
                  "childEPCs": ["https://id.gs1.org/8004/9521101A"]
                  """
                      .formatted(step, "https://id.gs1.org/01/" + GTIN + "/21/NT1")),
              event(
                  "AggregationEvent",
                  """
                  "action": "ADD", "bizStep": "%s", "childEPCs": [%s],
                  "parentID": "https://id.gs1.org/8003/09521101000023A2"
                  """
                      .formatted(step, Captures.packs("NT1")))),
          "step-not-supported",
          "step-not-supported");
    }
  }
}
