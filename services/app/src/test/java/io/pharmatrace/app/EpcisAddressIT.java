package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.encoded;
import static io.pharmatrace.app.EpcisEvents.list;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses there are, for whom, with which methods; and what is no address. */
@Feature(
    standard = Standard.EPCIS,
    section = "8.2",
    name = "REST query interface: headers, OPTIONS")
class EpcisAddressIT extends EpcisQueryTest {
  @BeforeAll
  static void keepAQuery() {
    app.post(
        MAKER,
        "/epcis/v2/queries",
        "application/json",
        "{\"name\": \"Discovered\", \"query\": {\"EQ_bizStep\": [\"shipping\"]}}");
  }

  @ParameterizedTest
  @CsvSource({
    "/epcis/v2, 'GET, OPTIONS'",
    "/epcis/v2/eventTypes/ObjectEvent/events, 'GET, OPTIONS'",
    "/epcis/v2/epcs, 'GET, OPTIONS'",
    "/epcis/v2/queries, 'GET, OPTIONS, POST'",
    "/epcis/v2/queries/Discovered, 'DELETE, GET, OPTIONS'",
    "/epcis/v2/queries/Discovered/events, 'GET, OPTIONS'",
    "/epcis/v2/queries/Discovered/subscriptions, 'GET, OPTIONS, POST'",
    "/epcis/v2/epcs/urn:epc:id:sgtin:9521101.000002.Q0, 'GET, OPTIONS'",
    "/epcis/v2/bizSteps/storing/events, 'GET, OPTIONS'",
  })
  void everyResourceCanBeDiscovered(String path, String methods) {
    Answer answer = app.send(MAKER, "OPTIONS", path, null, null);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.raw().headers().firstValue("Allow")).hasValue(methods);
    assertThat(answer.raw().headers().firstValue("GS1-EPCIS-Version")).hasValue("2.0.0");
    Answers.assertProblem(app.send(null, "OPTIONS", path, null, null), ErrorCode.UNAUTHENTICATED);
    Answers.assertProblem(
        app.send(MAKER, "OPTIONS", path + "/and/nothing/of/this", null, null), ErrorCode.NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "queries/none, QUERY_UNKNOWN",
    "queries/none/events, QUERY_UNKNOWN",
    "queries/none/subscriptions, QUERY_UNKNOWN",
    "queries/Discovered/subscriptions/00000000-0000-4000-8000-000000000000, NOT_FOUND",
    "events/urn:uuid:00000000-0000-4000-8000-000000000000, NOT_FOUND",
    "events/nonsense, NOT_FOUND",
    "capture/00000000-0000-4000-8000-000000000000, NOT_FOUND",
    "epcs/urn:epc:id:sgtin:9521101.000002.NONE, NOT_FOUND",
    "epcs/urn:epc:id:sgtin:9521101.000002.NONE/events, NOT_FOUND",
    "readPoints/urn:epc:id:sgln:9521101.00002.0, NOT_FOUND",
    "readPoints/urn:epc:id:sgln:9521101.00002.0/events, NOT_FOUND",
    "bizLocations/urn:epc:id:sgln:9521101.00001.0/events, NOT_FOUND",
    "bizSteps/https%3A%2F%2Fns.example%2Fstep/events, NOT_FOUND",
    "bizSteps/nonsense, QUERY_PARAMETER",
    "epcs/urn:epc:id:sgtin:nonsense/events, QUERY_PARAMETER",
  })
  void whatIsNotThereIsNotDiscoveredEither(String path, ErrorCode code) {
    for (String method : List.of("GET", "OPTIONS")) {
      Answers.assertProblem(app.send(MAKER, method, "/epcis/v2/" + path, null, null), code);
    }
  }

  @Test
  void whatIsNotTheCallersIsNotThere() {
    String event =
        "/epcis/v2/events/"
            + encoded(list(app.get(MAKER, EVENTS)).getFirst().path("eventID").asText());
    String job =
        "/epcis/v2/capture/"
            + app.get(MAKER, "/epcis/v2/capture").body().at("/0/captureID").asText();
    for (String path : List.of(event, job, "/epcis/v2/epcs/urn:epc:id:sgtin:9521101.000002.Q0")) {
      assertThat(app.send(MAKER, "OPTIONS", path, null, null).status()).as(path).isEqualTo(204);
      Answers.assertProblem(app.send(OUTSIDER, "OPTIONS", path, null, null), ErrorCode.NOT_FOUND);
      Answers.assertProblem(app.send("admin", "OPTIONS", path, null, null), ErrorCode.FORBIDDEN);
    }
    Answers.assertProblem(
        app.send(OUTSIDER, "OPTIONS", "/epcis/v2/queries/Discovered", null, null),
        ErrorCode.QUERY_UNKNOWN);
  }

  @Test
  void aSubscriptionSaysFromWhichRecordTimeOnItIsTold() {
    String path = "/epcis/v2/queries/Discovered/subscriptions";
    String wish =
        "{\"dest\": \"http://127.0.0.1:1/\", \"stream\": true,"
            + " \"initialRecordTime\": \"2026-11-20T08:00:00Z\"}";
    String made =
        app.post(MAKER, path, "application/json", wish)
            .raw()
            .headers()
            .firstValue("Location")
            .orElseThrow();
    Answer answer = app.send(MAKER, "OPTIONS", made, null, null);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.raw().headers().firstValue("GS1-Query-Min-Record-Time"))
        .hasValue("2026-11-20T08:00:00Z");
    Answers.assertProblem(app.send(OUTSIDER, "OPTIONS", made, null, null), ErrorCode.QUERY_UNKNOWN);
  }

  @Test
  void whoComesWithoutATokenIsToldWhatIsTakenInAnAnswerWithEveryHeader() {
    for (String method : List.of("GET", "OPTIONS")) {
      var headers = app.send(null, method, EVENTS, null, null).raw().headers();
      assertThat(headers.allValues("WWW-Authenticate")).contains("Bearer realm=\"pharmatrace\"");
      assertThat(headers.firstValue("Content-Security-Policy")).isPresent();
      assertThat(headers.firstValue("GS1-EPCIS-Version")).hasValue("2.0.0");
    }
  }

  @Test
  void aMethodThatIsNotThereIsRefusedWithThoseThatAre() {
    Answer answer = app.send(MAKER, "PUT", "/epcis/v2/queries", "application/json", "{}");
    Answers.assertProblem(answer, ErrorCode.METHOD_NOT_ALLOWED);
    assertThat(answer.raw().headers().firstValue("Allow").orElseThrow().split(","))
        .contains("GET", "POST", "OPTIONS");
  }

  @ParameterizedTest
  @Feature(standard = Standard.EPCIS, section = "8.2.6", name = "Query interface: exceptions")
  @ValueSource(
      strings = {
        "/events?EQ_action=ADD|OBSERVE",
        "/events?EQ_action=%zz",
        "/events?EQ_action=%",
        "/events?EQ_stringValue=\"x\"",
        "/events?EQ_stringValue=<{^}>",
        "/epcs/a\\b/events",
        "/capture/%4",
      })
  void whatIsNoUriIsRefusedAsEverythingElse(String path) throws IOException {
    assertThat(RawHttp.answer(app, MAKER, "GET /epcis/v2" + path, ""))
        .startsWith("HTTP/1.1 400 ")
        .containsIgnoringCase("content-type: application/problem+json")
        .containsIgnoringCase("gs1-epcis-version: 2.0.0")
        .contains("\"type\":\"epcisException:ValidationException\"")
        .contains("RFC 3986");
  }
}
