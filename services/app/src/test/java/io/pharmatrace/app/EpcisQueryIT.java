package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.encoded;
import static io.pharmatrace.app.EpcisEvents.list;
import static io.pharmatrace.app.EpcisEvents.pack;
import static io.pharmatrace.app.EpcisEvents.texts;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.epcis.EpcisReader;
import io.pharmatrace.epcis.ReadResult;
import io.pharmatrace.platform.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The query interface of EPCIS 2.0. The maker has made ten packs and shipped five of them. */
@Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: GET /events")
class EpcisQueryIT extends SupplyChainTest {
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
  private static final String EVENTS = "/epcis/v2/events";
  private static EpcisEvents epcis;

  @BeforeAll
  static void play() {
    epcis = new EpcisEvents(app);
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      events.add(
          EpcisEvents.commissioning(
                  MAKER, "2026-11-19T08:%02d:00Z".formatted(i), "QL", List.of(pack("Q" + i)))
              .replaceFirst("\\{", "{\"ex:rank\": " + (10 - i) + ", "));
    }
    for (int i = 0; i < 5; i++) {
      events.add(
          EpcisEvents.shipping(
              MAKER,
              WHOLESALER,
              "2026-11-19T09:%02d:00Z".formatted(i),
              List.of(pack("Q" + i)),
              ", \"bizTransactionList\": [{\"type\": \"po\", \"bizTransaction\": \"urn:x:q:%d\"}]"
                  .formatted(i)));
    }
    epcis.capture(MAKER, events.toArray(String[]::new));
  }

  private static List<String> packs(String query) {
    return epcis.events(MAKER, EVENTS + "?" + query).stream()
        .flatMap(e -> texts(e.get("epcList")).stream())
        .map(link -> link.substring(link.lastIndexOf('/') + 1))
        .toList();
  }

  private static Optional<String> next(Answer answer) {
    return answer
        .raw()
        .headers()
        .firstValue("Link")
        .map(NEXT::matcher)
        .filter(Matcher::find)
        .map(m -> m.group(1));
  }

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
    Answer second = app.get(MAKER, next(first).orElseThrow());
    assertThat(texts(list(second).getFirst().get("epcList"))).containsExactly(pack("Q5"));
  }

  @ParameterizedTest
  @Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: paging")
  @ValueSource(
      strings = {
        "?perPage=4",
        "?perPage=4&orderBy=eventTime&orderDirection=ASC",
        "?perPage=4&orderBy=recordTime",
        "?perPage=3&orderBy=recordTime&orderDirection=ASC&EQ_ILMD_cbvmda:lotNumber=QL",
        "?perPage=4&EQ_action=ADD%7COBSERVE&orderBy=https%3A%2F%2Fns.example%2Fepcis%23rank",
      })
  void pagesHaveEveryEventOnce(String query) {
    List<String> all =
        epcis.events(MAKER, EVENTS + query.replaceFirst("perPage=.", "perPage=1000")).stream()
            .map(e -> e.get("eventID").asText())
            .toList();
    List<String> paged = new ArrayList<>();
    Optional<String> path = Optional.of(EVENTS + query);
    while (path.isPresent()) {
      Answer page = app.get(MAKER, path.get());
      assertThat(page.status()).as(page.raw().body()).isEqualTo(200);
      assertThat(list(page)).hasSizeBetween(1, 4);
      list(page).forEach(e -> paged.add(e.get("eventID").asText()));
      path = next(page);
      assertThat(page.raw().headers().firstValue("GS1-Next-Page-Token-Expires").isPresent())
          .isEqualTo(path.isPresent());
    }
    assertThat(paged).containsExactlyElementsOf(all).hasSizeGreaterThanOrEqualTo(10);
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: paging")
  void aTokenIsForItsQueryAndItsCallerOnly() {
    String next = next(app.get(MAKER, EVENTS + "?perPage=2&EQ_action=ADD")).orElseThrow();
    assertThat(app.get(MAKER, next).status()).isEqualTo(200);
    assertThat(app.get(MAKER, next.replace("perPage=2", "perPage=3")).status()).isEqualTo(200);
    int end = next.length() - 3;
    String changed = next.substring(0, end) + (next.charAt(end) == 'A' ? 'B' : 'A');
    for (String wrong :
        List.of(
            next.replace("EQ_action=ADD", "EQ_action=OBSERVE"),
            next.replace("/events", "/bizSteps/shipping/events"),
            changed + next.substring(end + 1),
            EVENTS + "?nextPageToken=AAAA",
            EVENTS + "?nextPageToken=%25%25")) {
      Answers.assertProblem(app.get(MAKER, wrong), ErrorCode.QUERY_PARAMETER);
    }
    Answers.assertProblem(app.get(WHOLESALER, next), ErrorCode.QUERY_PARAMETER);
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

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2",
      name = "REST query interface: EPCISQueryDocument")
  void theAnswerIsAQueryDocumentWithRecordTimeAndIdentifier() throws IOException {
    Answer answer = app.get(MAKER, EVENTS + "?MATCH_epc=" + pack("Q9"));
    assertThat(answer.body().path("type").asText()).isEqualTo("EPCISQueryDocument");
    assertThat(answer.body().at("/epcisBody/queryResults/queryName").asText())
        .isEqualTo("SimpleEventQuery");
    JsonNode event = list(answer).getFirst();
    assertThat(event.has("recordTime")).isTrue();
    assertThat(event.path("eventID").asText()).startsWith("ni:///sha-256;");
    assertThat(read(answer)).isEqualTo(1);
    Answer one = app.get(MAKER, EVENTS + "/" + encoded(event.path("eventID").asText()));
    assertThat(one.status()).as(one.raw().body()).isEqualTo(200);
    assertThat(list(one)).containsExactly(event);
    assertThat(packs("EQ_eventID=" + encoded(event.path("eventID").asText())))
        .containsExactly("Q9");
  }

  private static int read(Answer answer) throws IOException {
    return switch (new EpcisReader()
        .read(new ByteArrayInputStream(answer.raw().body().getBytes(StandardCharsets.UTF_8)))) {
      case ReadResult.Valid(var document) -> document.events().size();
      case ReadResult.Invalid(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2",
      name = "REST query interface: content negotiation and spelling")
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json| | | | https://id.gs1.org/01/09521101000023/21/Q3",
        "application/ld+json| Always_EPC_URN| | | urn:epc:id:sgtin:9521101.000002.Q3",
        "application/xml| | | | urn:epcglobal:cbv:bizstep:shipping",
        "text/xml| Always_EPC_URN| | | <epc>urn:epc:id:sgtin:9521101.000002.Q3</epc>",
        "application/xml| | Always_Web_URI| | https://ref.gs1.org/cbv/BizStep-shipping",
        "application/xml| | | 1.2| schemaVersion=\"1.2\"",
        "image/png, application/xml;q=0.5| | | | schemaVersion=\"2.0\"",
      })
  void theFormIsNegotiated(
      String accept, String epcFormat, String cbvFormat, String max, String expected)
      throws IOException {
    Map<String, String> headers = new HashMap<>(Map.of("Accept", accept));
    Optional.ofNullable(epcFormat).ifPresent(v -> headers.put("GS1-EPC-Format", v));
    Optional.ofNullable(cbvFormat).ifPresent(v -> headers.put("GS1-CBV-XML-Format", v));
    Optional.ofNullable(max).ifPresent(v -> headers.put("GS1-EPCIS-Max", v));
    Answer answer =
        epcis.get(MAKER, EVENTS + "?EQ_bizStep=shipping&MATCH_epc=" + pack("Q3"), headers);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    assertThat(answer.raw().body()).contains(expected);
    assertThat(read(answer)).isEqualTo(1);
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2",
      name = "REST query interface: content negotiation and spelling")
  @CsvSource({
    "Accept, image/png, 406",
    "GS1-EPCIS-Min, 3.0, 406",
    "GS1-EPCIS-Max, 1.2, 406",
    "GS1-CBV-Max, 1.1, 406",
    "GS1-EPC-Format, Sometimes, 400",
    "GS1-EPCIS-Min, two, 400",
  })
  void whatIsNotOfferedIsRefused(String header, String value, int status) {
    Answer answer = epcis.get(MAKER, EVENTS, Map.of(header, value));
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
    assertThat(answer.body().path("code").isTextual()).isTrue();
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2",
      name = "REST query interface: headers, OPTIONS")
  @CsvSource({
    "/epcis/v2, 'GET, OPTIONS'",
    "/epcis/v2/eventTypes/ObjectEvent/events, 'GET, OPTIONS'",
    "/epcis/v2/epcs, 'GET, OPTIONS'",
    "/epcis/v2/queries, 'GET, OPTIONS, POST'",
    "/epcis/v2/queries/x, 'DELETE, GET, OPTIONS'",
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
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2",
      name = "REST query interface: headers, OPTIONS")
  @ValueSource(
      strings = {"/epcis/v2", "/epcis/v2/events", "/epcis/v2/queries", "/epcis/v2/events?x=1"})
  void everyAnswerNamesTheVersions(String path) {
    var headers = app.get(MAKER, path).raw().headers();
    for (String name :
        List.of(
            "GS1-EPCIS-Version",
            "GS1-CBV-Version",
            "GS1-EPCIS-Min",
            "GS1-EPCIS-Max",
            "GS1-CBV-Min",
            "GS1-CBV-Max",
            "GS1-Vendor-Version",
            "GS1-Extensions")) {
      assertThat(headers.firstValue(name)).as(name).isPresent();
    }
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: collections")
  void listsLeadToEvents() {
    assertThat(members("/epcis/v2")).hasSize(9).contains("events", "queries", "capture");
    assertThat(members("/epcis/v2/eventTypes")).hasSize(5);
    assertThat(members("/epcis/v2/bizSteps?perPage=1000")).contains("shipping", "void_shipping");
    assertThat(members("/epcis/v2/dispositions")).hasSize(30);
    assertThat(members("/epcis/v2/readPoints"))
        .containsExactly("https://id.gs1.org/414/" + MAKER_GLN);
    assertThat(members("/epcis/v2/bizLocations")).isEmpty();
    assertThat(members("/epcis/v2/epcs")).hasSize(10).contains(pack("Q0"));
    String place = encoded("urn:epc:id:sgln:9521101.00001.0");
    for (String path :
        List.of(
            "eventTypes/ObjectEvent",
            "bizSteps/shipping",
            "dispositions/in_transit",
            "readPoints/" + place,
            "epcs/" + encoded(pack("Q0")),
            "epcs/urn:epc:id:sgtin:9521101.000002.Q0")) {
      assertThat(members("/epcis/v2/" + path)).as(path).containsExactly("events");
      assertThat(epcis.events(MAKER, "/epcis/v2/" + path + "/events")).as(path).isNotEmpty();
    }
    assertThat(epcis.events(MAKER, "/epcis/v2/bizSteps/shipping/events?EQ_action=ADD")).isEmpty();
    assertThat(epcis.events(MAKER, "/epcis/v2/readPoints/" + place + "/events?EQ_bizStep=shipping"))
        .hasSize(5);
    Answers.assertProblem(
        app.get(MAKER, "/epcis/v2/epcs/" + encoded(pack("NONE"))), ErrorCode.NOT_FOUND);
  }

  @ParameterizedTest
  @Feature(standard = Standard.EPCIS, section = "8.2", name = "REST query interface: collections")
  @ValueSource(strings = {"epcs", "bizSteps", "dispositions", "eventTypes"})
  void listsHavePages(String list) {
    List<String> paged = new ArrayList<>();
    Optional<String> path = Optional.of("/epcis/v2/" + list + "?perPage=3");
    while (path.isPresent()) {
      Answer page = app.get(MAKER, path.get());
      assertThat(page.body().path("member")).hasSizeLessThanOrEqualTo(3);
      paged.addAll(texts(page.body().path("member")));
      path = next(page);
    }
    assertThat(paged)
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(members("/epcis/v2/" + list + "?perPage=1000"));
  }

  private static List<String> members(String path) {
    Answer answer = app.get(MAKER, path);
    assertThat(answer.status()).as("%s: %s", path, answer.raw().body()).isEqualTo(200);
    return texts(answer.body().path("member"));
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2.5",
      name = "REST query interface: named queries")
  void aNamedQueryIsKeptForItsOrganisation() {
    String body =
        """
        {"name": "shipped-early", "query": {"@context": {"ex": "https://ns.example/epcis/"},
         "eventType": ["ObjectEvent"], "EQ_bizStep": ["shipping"],
         "LT_eventTime": "2026-11-19T09:02:00Z"}}""";
    Answer made = app.post(MAKER, "/epcis/v2/queries", "application/json", body);
    assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
    String path = made.raw().headers().firstValue("Location").orElseThrow();
    assertThat(path).isEqualTo("/epcis/v2/queries/shipped-early");
    assertThat(app.get(MAKER, path).body().at("/query/EQ_bizStep/0").asText())
        .isEqualTo("shipping");
    assertThat(app.get(MAKER, "/epcis/v2/queries").body().findValuesAsText("name"))
        .containsExactly("shipped-early");

    Answer events = app.get(MAKER, path + "/events?perPage=1");
    assertThat(list(events)).hasSize(1);
    assertThat(events.body().at("/epcisBody/queryResults/queryName").asText())
        .isEqualTo("shipped-early");
    assertThat(list(app.get(MAKER, next(events).orElseThrow()))).hasSize(1);
    Answers.assertProblem(
        app.get(MAKER, path + "/events?EQ_action=ADD"), ErrorCode.QUERY_PARAMETER);

    Answers.assertProblem(
        app.post(MAKER, "/epcis/v2/queries", "application/json", body), ErrorCode.CONFLICT);
    for (String who : List.of(WHOLESALER, PHARMACY, REGULATOR)) {
      Answers.assertProblem(app.get(who, path), ErrorCode.QUERY_UNKNOWN);
      Answers.assertProblem(app.get(who, path + "/events"), ErrorCode.QUERY_UNKNOWN);
      Answers.assertProblem(app.send(who, "DELETE", path, null, null), ErrorCode.QUERY_UNKNOWN);
    }
    assertThat(app.send(MAKER, "DELETE", path, null, null).status()).isEqualTo(204);
    Answers.assertProblem(app.get(MAKER, path), ErrorCode.QUERY_UNKNOWN);
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2.5",
      name = "REST query interface: named queries")
  @ValueSource(
      strings = {
        "{\"name\": \"x\", \"query\": {\"EQ_nothing\": 1}}",
        "{\"name\": \"x\", \"query\": {\"perPage\": 1}}",
        "{\"name\": \"x\", \"query\": {\"EQ_action\": [{}]}}",
        "{\"name\": \"x\", \"query\": {\"EQ_action\": []}}",
        "{\"name\": \"a/b\", \"query\": {}}",
        "{\"query\": {}}",
        "{\"name\": \"x\"}",
        "{\"name\": \"SimpleEventQuery\", \"query\": {}}",
      })
  void aQueryThatCannotBeKeptIsRefused(String body) {
    Answer answer = app.post(MAKER, "/epcis/v2/queries", "application/json", body);
    assertThat(answer.status()).as(answer.raw().body()).isIn(400, 409);
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
}
