package io.pharmatrace.app;

import static io.pharmatrace.app.EpcisEvents.pack;
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
}
