package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.pack;
import static io.pharmatrace.app.EpcisEvents.texts;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions, media types and spellings that a caller may ask for, and OPTIONS. */
class EpcisNegotiationIT extends EpcisQueryTest {
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
        "Application/XML;charset=utf-8;q=0.7, text/*;q=0.6| | | | schemaVersion=\"2.0\"",
        "application/*;q=0.5, text/*| | | | schemaVersion=\"2.0\"",
        "application/json;q=0, application/*| Never_Translates| | | https://id.gs1.org/01/09521101000023/21/Q3",
        "text/xml, */*;q=0.1| | Never_Translates| 3| schemaVersion=\"2.0\"",
      })
  void theFormIsNegotiated(
      String accept, String epcFormat, String cbvFormat, String max, String expected) {
    Map<String, String> headers = new HashMap<>(Map.of("Accept", accept));
    Optional.ofNullable(epcFormat).ifPresent(v -> headers.put("GS1-EPC-Format", v));
    Optional.ofNullable(cbvFormat).ifPresent(v -> headers.put("GS1-CBV-XML-Format", v));
    Optional.ofNullable(max).ifPresent(v -> headers.put("GS1-EPCIS-Max", v));
    Answer answer =
        epcis.get(MAKER, EVENTS + "?EQ_bizStep=shipping&MATCH_epc=" + pack("Q3"), headers);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    assertThat(answer.raw().body()).contains(expected);
    assertThat(answer.raw().headers().firstValue("GS1-EPCIS-Version"))
        .hasValue("1.2".equals(max) ? "1.2.0" : "2.0.0");
    assertThat(EpcisEvents.read(answer)).hasSize(1);
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
      name = "REST interface: versions that a caller takes and sends")
  @CsvSource({
    "GS1-EPCIS-Min, 2.0.1, 406",
    "GS1-EPCIS-Max, 1.9, 406",
    "GS1-EPCIS-Max, 1.2, 406",
    "GS1-CBV-Max, 1.2.0, 406",
    "GS1-CBV-Min, 3, 406",
    "GS1-CBV-Min, 2.x, 400",
    "GS1-EPCIS-Max, 99999999999, 400",
    "GS1-EPCIS-Min, 2, 200",
    "GS1-EPCIS-Max, 2.0.0.0, 200",
    "GS1-CBV-Max, 10.1, 200",
    "GS1-Extensions, nonsense, 400",
    "GS1-Extensions, 'ex=https://ns.example/, other=urn:x:y', 200",
    "Accept, text/plain, 406",
    "Accept, 'application/json;q=0, application/ld+json;q=0.0, */*', 406",
    "Accept, 'APPLICATION/*;q=0.1', 200",
    "Accept, 'application/json; profile=\"x\"', 200",
  })
  void everyRouteHoldsToTheHeaders(String header, String value, int status) {
    for (String path :
        List.of(
            "/epcis/v2",
            "/epcis/v2/epcs",
            "/epcis/v2/bizSteps",
            "/epcis/v2/bizSteps/shipping",
            "/epcis/v2/eventTypes/ObjectEvent",
            "/epcis/v2/readPoints",
            "/epcis/v2/queries",
            "/epcis/v2/capture")) {
      Answer answer = epcis.get(MAKER, path, Map.of(header, value));
      assertThat(answer.status()).as("%s: %s", path, answer.raw().body()).isEqualTo(status);
      assertThat(answer.raw().headers().firstValue("GS1-EPCIS-Version")).hasValue("2.0.0");
      Answer nobody = app.send(null, "GET", path, null, null, Map.of(header, value));
      assertThat(nobody.status()).as(path).isEqualTo(401);
    }
  }

  @Test
  void aListGoesByTheNameThatIsAccepted() {
    for (String type : List.of("application/json", "application/ld+json")) {
      Answer answer = epcis.get(MAKER, "/epcis/v2/bizSteps", Map.of("Accept", type));
      assertThat(answer.raw().headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
      assertThat(texts(answer.body().path("member"))).contains("accepting");
    }
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2",
      name = "REST interface: versions that a caller takes and sends")
  @CsvSource({
    "GS1-EPCIS-Version, application/json, 3.0.0, 415",
    "GS1-EPCIS-Version, application/json, 1.2, 415",
    "GS1-CBV-Version, application/ld+json, 1.2.0, 415",
    "GS1-EPCIS-Version, application/xml, 1.1, 415",
    "GS1-CBV-Version, text/xml, 2.1, 415",
    "GS1-EPCIS-Version, application/json, latest, 400",
    "GS1-Extensions, application/json, nonsense, 400",
  })
  void aBodyOfAnotherVersionIsRefused(String header, String type, String value, int status) {
    List<String> paths =
        type.endsWith("xml")
            ? List.of("/epcis/v2/capture", "/epcis/v2/events")
            : List.of(
                "/epcis/v2/capture",
                "/epcis/v2/events",
                "/epcis/v2/queries",
                "/epcis/v2/queries/none/subscriptions");
    for (String path : paths) {
      Answer answer = app.send(MAKER, "POST", path, type, "{}", Map.of(header, value));
      assertThat(answer.status()).as("%s: %s", path, answer.raw().body()).isEqualTo(status);
      assertThat(answer.body().path("type").asText())
          .isEqualTo(
              "epcisException:"
                  + (status == 415 ? "UnsupportedMediaTypeException" : "ValidationException"));
    }
    Answer good =
        app.send(
            MAKER,
            "POST",
            "/epcis/v2/events",
            "application/json",
            "{}",
            Map.of("GS1-EPCIS-Version", "2.0", "GS1-CBV-Version", "2.0.0"));
    Answers.assertProblem(good, ErrorCode.UNUSABLE); // It was read.
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2",
      name = "REST query interface: content negotiation and spelling")
  @CsvSource({
    "epcs, GS1-EPC-Format, Always_EPC_URN, urn:epc:id:sgtin:9521101.000002.Q0",
    "epcs, GS1-EPC-Format, Always_GS1_Digital_Link, https://id.gs1.org/01/09521101000023/21/Q0",
    "readPoints, GS1-EPC-Format, Always_EPC_URN, urn:epc:id:sgln:9521101.00001.0",
    "readPoints, GS1-EPC-Format, No_Preference, https://id.gs1.org/414/9521101000016",
    "bizSteps, GS1-CBV-XML-Format, Always_URN, commissioning",
    "epcs, GS1-EPC-Format, Sometimes,",
    "bizLocations, GS1-EPC-Format, Sometimes,",
    "bizSteps, GS1-CBV-XML-Format, Sometimes,",
    "dispositions, GS1-CBV-XML-Format, Sometimes,",
  })
  void listsAreSpelledAsTheCallerWants(String list, String header, String value, String expected) {
    Answer answer = epcis.get(MAKER, "/epcis/v2/" + list + "?perPage=1000", Map.of(header, value));
    if (expected == null) {
      Answers.assertProblem(answer, ErrorCode.INVALID_VALUE);
    } else {
      assertThat(texts(answer.body().path("member"))).contains(expected);
    }
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
}
