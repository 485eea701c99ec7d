package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.encoded;
import static io.pharmatrace.app.EpcisEvents.list;
import static io.pharmatrace.app.EpcisEvents.pack;
import static io.pharmatrace.app.EpcisEvents.texts;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GET /events finds, and how faults are told. */
@Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: GET /events")
class EpcisQueryIT extends EpcisQueryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "EQ_bizStep=shipping&orderBy=eventTime&orderDirection=ASC; Q0,Q1,Q2,Q3,Q4",
        "EQ_bizStep=urn%3Aepcglobal%3Acbv%3Abizstep%3Ashipping&orderBy=eventTime; Q4,Q3,Q2,Q1,Q0",
        "GE_eventTime=2026-11-19T09:03:00Z; Q4,Q3",
        "LT_eventTime=2026-11-19T08:01:00%2B00:00; Q0",
        "EQ_action=ADD&GE_eventTime=2026-11-19T08:09:00.000Z; Q9",
        "MATCH_epc=https://id.gs1.org/01/09521101000023/21/Q7; Q7",
        "MATCH_epc=urn:epc:id:sgtin:9521101.000002.Q7%7Curn:epc:id:sgtin:9521101.000002.Q8; Q8,Q7",
        "EQ_bizTransaction_po=urn:x:q:3; Q3",
        "EQ_destination_owning_party=https://id.gs1.org/417/9521102000015&eventCountLimit=2&orderBy=eventTime; Q4,Q3",
        "EQ_disposition=in_transit&MATCH_anyEPC=urn:epc:id:sgtin:9521101.000002.Q1; Q1",
        "EQ_https%3A%2F%2Fns.example%2Fepcis%23rank=4; Q6",
        "GE_https%3A%2F%2Fns.example%2Fepcis%23rank=9; Q1,Q0",
        "MATCH_epc=urn:epc:idpat:sgtin:9521101.000002.*&EQ_bizStep=commissioning&perPage=2; Q9,Q8",
        "MATCH_epc=https://id.gs1.org/01/09521101000023&EQ_action=OBSERVE&perPage=1; Q4",
        "EQ_ILMD_cbvmda:lotNumber=QL&LT_eventTime=2026-11-19T08:02:00Z; Q1,Q0",
        "WD_readPoint=urn:epc:id:sgln:9521101.00001.0&LT_eventTime=2026-11-19T08:01:00Z; Q0",
        "eventType=AggregationEvent; ",
        "EQ_recordTime=2000-01-01T00:00:00Z; ",
      })
  void findsWhatMatches(String query, String expected) {
    assertThat(String.join(",", packs(query))).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: ordering")
  void eventsAreOrderedByAUsersField() {
    String by = "EQ_action=ADD&orderBy=" + encoded("https://ns.example/epcis#rank");
    assertThat(packs(by + "&orderDirection=ASC&perPage=3")).containsExactly("Q9", "Q8", "Q7");
    assertThat(packs(by + "&perPage=1000").getFirst()).isEqualTo("Q0");
    Answer first = app.get(MAKER, EVENTS + "?" + by + "&orderDirection=ASC&perPage=4");
    Answer second = app.get(MAKER, Answers.next(first).orElseThrow());
    assertThat(texts(list(second).getFirst().get("epcList"))).containsExactly(pack("Q5"));
  }

  @Test
  void aPrefixIsDeclaredInAHeader() {
    Answer answer =
        epcis.get(
            MAKER,
            EVENTS + "?EQ_e:rank=4",
            Map.of("GS1-Extensions", "x=https://x.example/, e=https://ns.example/epcis/"));
    assertThat(list(answer)).hasSize(1);
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2",
      name = "REST query interface: EPCISQueryDocument")
  void theAnswerIsAQueryDocumentWithRecordTimeAndIdentifier() {
    Answer answer = app.get(MAKER, EVENTS + "?MATCH_epc=" + pack("Q9"));
    assertThat(answer.body().path("type").asText()).isEqualTo("EPCISQueryDocument");
    assertThat(answer.body().at("/epcisBody/queryResults/queryName").asText())
        .isEqualTo("SimpleEventQuery");
    JsonNode event = list(answer).getFirst();
    assertThat(event.has("recordTime")).isTrue();
    assertThat(event.path("eventID").asText()).startsWith("ni:///sha-256;");
    assertThat(EpcisEvents.read(answer)).hasSize(1);
    Answer one = app.get(MAKER, EVENTS + "/" + encoded(event.path("eventID").asText()));
    assertThat(one.status()).as(one.raw().body()).isEqualTo(200);
    assertThat(list(one)).containsExactly(event);
    assertThat(packs("EQ_eventID=" + encoded(event.path("eventID").asText())))
        .containsExactly("Q9");
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.6", name = "Query interface: exceptions")
  void eachFaultHasTheStandardsException() {
    assertException(EVENTS + "?EQ_nothing=1", "QueryParameterException", 400);
    assertException(EVENTS + "?EQ_action=SEEN", "QueryParameterException", 400);
    assertException(EVENTS + "?eventCountLimit=1", "QueryParameterException", 400);
    assertException(EVENTS + "?maxEventCount=3", "QueryTooLargeException", 413);
    assertException(EVENTS + "/urn:x:none", "NoSuchResourceException", 404);
    assertException("/epcis/v2/queries/none", "NoSuchNameException", 404);
    assertException("/epcis/v2/bizSteps/nonsense/events", "QueryParameterException", 400);
    assertException(
        EVENTS + "?EQ_stringValue=" + "x%7C".repeat(2100), "QueryTooComplexException", 413);
    assertException(EVENTS + "?EQ_stringValue=" + "x".repeat(17_000), "URITooLongException", 414);
    Answer nobody = app.get(null, EVENTS);
    assertThat(nobody.raw().headers().firstValue("GS1-EPCIS-Version")).isPresent();
    assertThat(nobody.body().path("type").asText()).isEqualTo("epcisException:SecurityException");
    assertThat(packs("maxEventCount=5&EQ_bizStep=shipping")).hasSize(5);
    Answers.assertProblem(
        app.send(MAKER, "DELETE", "/epcis/v2/nextPageToken/AAAA", null, null),
        ErrorCode.NOT_IMPLEMENTED);
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.6", name = "Query interface: exceptions")
  void whoAcceptsXmlGetsTheExceptionInXml() {
    Answer answer =
        app.send(
            MAKER,
            "GET",
            EVENTS + "?EQ_action=%3C%00",
            null,
            null,
            Map.of("Accept", "application/xml, application/json;q=0.5"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.raw().headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+xml");
    assertThat(answer.raw().body())
        .contains("<epcis:EPCISException xmlns:epcis=\"urn:epcglobal:epcis:xsd:2\">")
        .contains("<type>epcisException:QueryParameterException</type>")
        .contains("&lt;?");
  }

  private static void assertException(String path, String exception, int status) {
    Answer answer = app.get(MAKER, path);
    assertThat(answer.status()).as("%s: %s", path, answer.raw().body()).isEqualTo(status);
    assertThat(answer.body().path("type").asText())
        .as(path)
        .isEqualTo("epcisException:" + exception);
  }
}
