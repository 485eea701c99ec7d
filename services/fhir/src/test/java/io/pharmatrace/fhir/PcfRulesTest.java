package io.pharmatrace.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.fhir.PcfRules.Level;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What IHE PCF 1.1.0 allows and forbids of a Consent, which no validator of R4 knows. */
class PcfRulesTest {
  private static final String ROOT = "\"type\":\"permit\",";
  private static final String LABEL =
      "[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":\"N\"}]";

  private static String withRoot(String members) {
    return Samples.changed(Samples.CONSENT, ROOT, ROOT + members + ",");
  }

  private static String data(String meaning, String reference) {
    return "{\"meaning\":\"%s\",\"reference\":{\"reference\":\"%s\"}}"
        .formatted(meaning, reference);
  }

  private static List<String> places(String json) {
    return PcfRules.problems(Samples.resource(json)).stream().map(Problem::expression).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          BASIC ¦ "purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HPAYMT"}]
          INTERMEDIATE ¦ "purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"HRESCH"}]
          INTERMEDIATE ¦ "purpose":[{"system":"urn:own","code":"TREAT"}]
          INTERMEDIATE ¦ "dataPeriod":{"start":"2022-01","end":"2022-12"}
          INTERMEDIATE ¦ "data":[{"meaning":"instance","reference":{"reference":"Observation/1"}}]
          INTERMEDIATE ¦ "data":[{"meaning":"related","reference":{"reference":"Encounter/1"}}]
          INTERMEDIATE ¦ "data":[{"meaning":"authoredby","reference":{"reference":"Practitioner/1"}},{"meaning":"authoredby","reference":{"reference":"Practitioner/2"}}]
          INTERMEDIATE ¦ "provision":[{"type":"deny","dataPeriod":{"start":"2022-01","end":"2022-12"}}]
          INTERMEDIATE ¦ "provision":[{"type":"deny","data":[{"meaning":"related","reference":{"reference":"Encounter/1"}},{"meaning":"instance","reference":{"reference":"Binary/1"}}]}]
          INTERMEDIATE ¦ "provision":[{"type":"permit","purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"BTG"}]}]
          ADVANCED ¦ "securityLabel":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"N"}]
          ADVANCED ¦ "provision":[{"type":"deny","securityLabel":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"SDV"}]}]
          """)
  void allowedWithTheLeastOptionThatHasIt(Level level, String members) {
    String json =
        members.contains("\"purpose\":[") && !members.contains("provision")
            ? Samples.CONSENT.replaceAll("\"purpose\":\\[[^]]*]", members)
            : withRoot(members);

    assertThat(places(json)).isEmpty();
    assertThat(PcfRules.level(Samples.resource(json))).isEqualTo(level);
    assertThat(Hapi.errors(json)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          "code":"patient-privacy" ¦ "code":"research" ¦ Consent.scope
          "system":"http://terminology.hl7.org/CodeSystem/consentscope", ¦ "system":"urn:own", ¦ Consent.scope
          "dateTime":"2026-11-20", ¦ "language":"de", ¦ Consent.dateTime
          "performer":[{"reference":"Patient/p1"}], ¦ "language":"de", ¦ Consent.performer
          "organization":[{"reference":"Organization/o1"}], ¦ "language":"de", ¦ Consent.organization
          "sourceReference":{"reference":"DocumentReference/d1"}, ¦ "language":"de", ¦ Consent.source
          "uri":"https://policies.example/privacy/2" ¦ "authority":"https://policies.example" ¦ Consent.policy[0].uri
          "type":"permit", ¦ "dataPeriod":{"start":"2022"}, ¦ Consent.provision.type
          "code":"IRCP" ¦ "code":"CST" ¦ Consent.provision.actor[0].role
          "code":"TREAT" ¦ "display":"Treatment" ¦ Consent.provision.purpose[0]
          """)
  void whatTheFoundationAsksFor(String place, String by, String expression) {
    String json = Samples.changed(Samples.CONSENT, place, by);

    assertThat(places(json)).containsExactly(expression);
    assertThat(Hapi.errors(json)).isEmpty(); // R4 allows it: only PCF does not
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          "provision":[{"purpose":[{"system":"urn:x","code":"A"}]}] ¦ Consent.provision.provision[0].type
          "provision":[{"type":"deny","securityLabel":[{"code":"R"}]}] ¦ Consent.provision.provision[0].securityLabel[0]
          "provision":[{"type":"deny","actor":[{"role":{"text":"x"},"reference":{"reference":"Group/g"}}]}] ¦ Consent.provision.provision[0].actor[0].role
          "provision":[{"type":"deny","data":[{"meaning":"related","reference":{"reference":"Encounter/1"}},{"meaning":"related","reference":{"reference":"Encounter/2"}}]}] ¦ Consent.provision.provision[0].data
          """)
  void whatExceptionsMustBe(String members, String expression) {
    assertThat(places(withRoot(members))).containsExactly(expression);
  }

  @ParameterizedTest
  @CsvSource({
    "related, Patient/1",
    "related, Observation/1",
    "authoredby, Encounter/1",
    "authoredby, Location/1",
  })
  void whatDataMayMean(String meaning, String reference) {
    assertThat(places(withRoot("\"data\":[" + data(meaning, reference) + "]")))
        .containsExactly("Consent.provision.data[0].reference");
    assertThat(
            places(
                withRoot(
                    "\"provision\":[{\"type\":\"deny\",\"data\":["
                        + data(meaning, reference)
                        + "]}]")))
        .containsExactly("Consent.provision.provision[0].data[0].reference");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"action\":[{\"text\":\"x\"}]",
        "\"class\":[{\"code\":\"x\"}]",
        "\"code\":[{\"text\":\"x\"}]",
        "\"provision\":[{\"type\":\"deny\",\"provision\":[{\"type\":\"permit\"}]}]",
        "\"provision\":[{\"type\":\"deny\",\"action\":[{\"text\":\"x\"}]}]",
        "\"provision\":[{\"type\":\"deny\",\"period\":{\"end\":\"2027\"}}]"
      })
  void whatNothingWouldDecideByIsNotReadAtAll(String members) {
    String json = withRoot(members);

    assertThat(Samples.problems(json))
        .singleElement()
        .asString()
        .startsWith("element-unsupported Consent.provision");
    assertThat(Hapi.errors(json)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {LABEL})
  void consentWithoutProvisionIsNone(String label) {
    String json =
        Samples.CONSENT.substring(0, Samples.CONSENT.indexOf("\"provision\""))
            + "\"meta\":{\"security\":"
            + label
            + "}}";

    assertThat(places(json)).containsExactly("Consent.provision");
  }
}
