package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.pack;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.epcis.query.EventQuery;
import io.pharmatrace.epcis.query.Parsed;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who sees which event. The maker makes V1 to V4, ships V1 and V2 in a case to the wholesaler and
 * V3 to the pharmacy; the wholesaler takes V1 out and ships it to the pharmacy.
 */
@Feature(standard = Standard.EPCIS, section = "8.2.2", name = "Query interface: authorisation")
class EpcisVisibilityIT extends SupplyChainTest {
  private static final String CASE = "https://id.gs1.org/00/095211010000000771";
  private static final String WANTED = "/epcis/v2/events?orderBy=eventTime&orderDirection=ASC";
  private static EpcisEvents epcis;

  @BeforeAll
  static void play() {
    epcis = new EpcisEvents(app);
    epcis.capture(
        MAKER,
        EpcisEvents.commissioning(
            MAKER, at(1), "VL", List.of(pack("V1"), pack("V2"), pack("V3"), pack("V4"))),
        EpcisEvents.aggregation(MAKER, "ADD", at(2), CASE, List.of(pack("V1"), pack("V2"))),
        EpcisEvents.shipping(
            MAKER,
            WHOLESALER,
            at(3),
            List.of(CASE),
            ", \"bizTransactionList\": [{\"type\": \"po\", \"bizTransaction\": \"urn:x:order:1\"}]"),
        EpcisEvents.shipping(MAKER, PHARMACY, at(4), List.of(pack("V3")), ""));
    epcis.capture(
        WHOLESALER,
        EpcisEvents.object(WHOLESALER, "OBSERVE", "receiving", at(5), List.of(CASE), ""),
        EpcisEvents.aggregation(WHOLESALER, "DELETE", at(6), CASE, List.of(pack("V1"))),
        EpcisEvents.shipping(
            WHOLESALER,
            PHARMACY,
            at(7),
            List.of(pack("V1")),
            ", \"bizTransactionList\": [{\"type\": \"po\", \"bizTransaction\": \"urn:x:order:2\"}]"));
    epcis.capture(
        PHARMACY,
        EpcisEvents.object(PHARMACY, "OBSERVE", "receiving", at(8), List.of(pack("V3")), ""),
        EpcisEvents.object(PHARMACY, "OBSERVE", "receiving", at(9), List.of(pack("V1")), ""));
  }

  private static String at(int hour) {
    return "2026-11-20T%02d:00:00Z".formatted(hour);
  }

  /** The hours of the events that somebody sees. */
  private static List<Integer> hours(String who, String query) {
    return epcis.events(who, WANTED + query).stream()
        .map(e -> Integer.parseInt(e.get("eventTime").asText().substring(11, 13)))
        .toList();
  }

  private static JsonNode event(String who, int hour) {
    return epcis
        .events(who, "/epcis/v2/events?EQ_eventTime=" + at(hour).replace(":", "%3A"))
        .getFirst();
  }

  @Test
  void aRegulatorSeesEverythingWhole() {
    assertThat(hours(REGULATOR, "")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(event(REGULATOR, 1).get("epcList")).hasSize(4);
    assertThat(event(REGULATOR, 7).has("destinationList")).isTrue();
  }

  @Test
  void aCompetitorSeesNothing() {
    assertThat(hours(OUTSIDER, "")).isEmpty();
    for (String query :
        List.of(
            "&MATCH_anyEPC=" + pack("V1"),
            "&EQ_bizStep=shipping",
            "&EQ_bizTransaction_po=urn:x:order:1",
            "&EQ_readPoint=https://id.gs1.org/414/" + SupplyChain.MAKER_GLN)) {
      assertThat(hours(OUTSIDER, query)).as(query).isEmpty();
    }
    String id = event(REGULATOR, 1).get("eventID").asText();
    Answers.assertProblem(
        app.get(OUTSIDER, "/epcis/v2/events/" + EpcisEvents.encoded(id)), ErrorCode.NOT_FOUND);
  }

  @ParameterizedTest
  @ValueSource(strings = {"epcs", "readPoints", "bizLocations"})
  void aCompetitorsListsAreEmpty(String list) {
    assertThat(app.get(OUTSIDER, "/epcis/v2/" + list).body().get("member")).isEmpty();
    Answers.assertProblem(
        app.get(OUTSIDER, "/epcis/v2/epcs/" + EpcisEvents.encoded(pack("V1"))),
        ErrorCode.NOT_FOUND);
    Answers.assertProblem(
        app.get(
            OUTSIDER,
            "/epcis/v2/readPoints/"
                + EpcisEvents.encoded("https://id.gs1.org/414/" + SupplyChain.MAKER_GLN)),
        ErrorCode.NOT_FOUND);
  }

  @Test
  void theSenderSeesWhatTheReceiverDoesWithTheUnits() {
    assertThat(hours(MAKER, "")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(event(MAKER, 1).get("epcList")).hasSize(4);
  }

  @Test
  void toWhomAPartnerSellsIsNotTold() {
    JsonNode sale = event(MAKER, 7);
    assertThat(EpcisEvents.texts(sale.get("epcList"))).containsExactly(pack("V1"));
    assertThat(sale.has("destinationList")).isFalse();
    assertThat(sale.has("bizTransactionList")).isFalse();
    assertThat(hours(MAKER, "&EQ_bizTransaction_po=urn:x:order:2")).isEmpty();
    assertThat(event(PHARMACY, 7).has("destinationList")).isTrue();
  }

  @Test
  void theReceiverSeesThePastOfTheUnitsThatItGot() {
    assertThat(hours(WHOLESALER, "")).containsExactly(1, 2, 3, 5, 6, 7, 9);
    assertThat(EpcisEvents.texts(event(WHOLESALER, 1).get("epcList")))
        .containsExactlyInAnyOrder(pack("V1"), pack("V2"));
  }

  @Test
  void aReceiverOfAPackDoesNotSeeTheCaseThatItCameOutOf() {
    assertThat(hours(PHARMACY, "")).containsExactly(1, 4, 7, 8, 9);
    assertThat(EpcisEvents.texts(event(PHARMACY, 1).get("epcList"))).containsExactly(pack("V3"));
  }

  @Test
  void whatIsHiddenInAnEventCannotBeAskedFor() {
    assertThat(hours(WHOLESALER, "&MATCH_epc=" + pack("V4"))).isEmpty();
    assertThat(hours(WHOLESALER, "&MATCH_anyEPC=" + pack("V3"))).isEmpty();
    assertThat(hours(PHARMACY, "&MATCH_anyEPC=" + pack("V1"))).containsExactly(7, 9);
    assertThat(hours(PHARMACY, "&MATCH_anyEPC=" + CASE)).isEmpty();
    Answers.assertProblem(
        app.get(WHOLESALER, "/epcis/v2/epcs/" + EpcisEvents.encoded(pack("V4"))),
        ErrorCode.NOT_FOUND);
  }

  @Test
  void listsOfUnitsHoldWhatPassed() {
    assertThat(EpcisEvents.texts(app.get(WHOLESALER, "/epcis/v2/epcs").body().get("member")))
        .containsExactlyInAnyOrder(pack("V1"), pack("V2"), CASE);
    assertThat(EpcisEvents.texts(app.get(PHARMACY, "/epcis/v2/epcs").body().get("member")))
        .containsExactlyInAnyOrder(pack("V1"), pack("V3"));
    assertThat(app.get(REGULATOR, "/epcis/v2/epcs").body().get("member")).hasSize(5);
  }

  /** What indexes find is what a look at every visible event finds. */
  @ParameterizedTest
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2",
      name = "REST query interface: indexes lose nothing")
  @ValueSource(
      strings = {
        "EQ_action=OBSERVE",
        "EQ_action=ADD|DELETE",
        "eventType=AggregationEvent",
        "EQ_bizStep=shipping|receiving",
        "EQ_disposition=in_transit",
        "EQ_eventTime=2026-11-20T03:00:00Z",
        "GE_eventTime=2026-11-20T03:00:00Z",
        "LT_eventTime=2026-11-20T03:00:00Z",
        "GE_recordTime=2020-01-01T00:00:00Z",
        "LT_recordTime=2020-01-01T00:00:00Z",
        "EQ_readPoint=urn:epc:id:sgln:9521101.00001.0",
        "EQ_readPoint=https://id.gs1.org/414/9521102000015|https://id.gs1.org/414/9521103000014",
        "WD_readPoint=https://id.gs1.org/414/9521102000015",
        "WD_bizLocation=https://id.gs1.org/414/9521102000015",
        "EQ_bizTransaction_po=urn:x:order:1|urn:x:order:2",
        "EQ_destination_owning_party=https://id.gs1.org/417/9521103000014",
        "EQ_source_owning_party=https://id.gs1.org/417/9521103000014",
        "MATCH_anyEPC=https://id.gs1.org/01/09521101000023/21/V1",
        "MATCH_anyEPC=urn:epc:id:sgtin:9521101.000002.V2|urn:epc:id:sscc:9521101.0000000077",
        "MATCH_epc=https://id.gs1.org/01/09521101000023",
        "MATCH_epc=urn:epc:idpat:sgtin:9521101.000002.*",
        "MATCH_epc=urn:epc:idpat:sgtin:9521101.*.*",
        "MATCH_epc=https://id.gs1.org/00/095211010000000771",
        "MATCH_parentID=https://id.gs1.org/00/095211010000000771",
        "MATCH_parentID=urn:epc:idpat:sscc:9521101.*",
        "MATCH_inputEPC=https://id.gs1.org/00/095211010000000771",
        "MATCH_anyEPCClass=https://id.gs1.org/01/09521101000023/10/VL",
        "EQ_ILMD_cbvmda:lotNumber=VL",
        "EXISTS_errorDeclaration=",
        "EQ_bizStep=shipping&MATCH_epc=https://id.gs1.org/01/09521101000023/21/V1",
      })
  void indexesLoseNothing(String text) {
    Map<String, List<String>> parameters = new HashMap<>();
    StringBuilder url = new StringBuilder("/epcis/v2/events?perPage=1000");
    for (String parameter : text.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      parameters.put(parts[0], List.of(parts[1]));
      url.append('&').append(parts[0]).append('=').append(EpcisEvents.encoded(parts[1]));
    }
    EventQuery query = ((Parsed.Ok) EventQuery.parse(EventQuery.split(parameters))).query();
    for (String who : List.of(MAKER, WHOLESALER, PHARMACY, OUTSIDER, REGULATOR)) {
      // Each has an hour of its own; not each has an identifier for everybody.
      List<Instant> wanted =
          epcis.read(who, "/epcis/v2/events?perPage=1000").stream()
              .filter(e -> query.matches(e, Objects.requireNonNull(e.common().recordTime())))
              .map(e -> e.eventTime().toInstant())
              .toList();
      assertThat(
              epcis.events(who, url.toString()).stream()
                  .map(e -> Instant.parse(e.get("eventTime").asText())))
          .as(who)
          .containsExactlyElementsOf(wanted);
    }
  }
}
