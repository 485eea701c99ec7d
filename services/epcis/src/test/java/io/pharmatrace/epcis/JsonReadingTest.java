package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;

class JsonReadingTest {

  private static final String EVENT =
      """
      "type": "ObjectEvent", "eventTime": "2026-11-21T08:00:00.5+01:00", "eventTimeZoneOffset": "+01:00",
      "epcList": ["https://id.gs1.org/01/09521234543213/21/AB1"], "action": "OBSERVE", "bizStep": "shipping"
      """;
  private static final String CONTEXT =
      "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Contexts: prefixes, terms, nested, before or after the events")
  void documentWithContextOfItsOwnIsRead() {
    EpcisDocument document =
        Reading.document(
            """
            {"@context": ["%s", {"own": "https://own.example/ns/"}],
             "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-11-21T08:00:00Z",
             "epcisBody": {"eventList": [{%s, "own:count": 3, "own:list": ["a", "b"],
               "own:object": {"own:flag": true}}]}}
            """
                .formatted(CONTEXT, EVENT));

    EpcisEvent event = document.events().getFirst();
    assertThat(event.bizStep()).isEqualTo(Term.bizStep("shipping"));
    assertThat(event.eventTime()).hasToString("2026-11-21T08:00:00.500+01:00");
    assertThat(event.common().extensions())
        .extracting(Extension::name)
        .containsExactly(own("count"), own("list"), own("list"), own("object"));
    assertThat(event.common().extensions().getFirst().kind()).isEqualTo(Extension.Kind.NUMBER);
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Contexts: prefixes, terms, nested, before or after the events")
  void contextMayComeAfterTheEventsThatNeedIt() {
    EpcisDocument document =
        Reading.document(
            """
            {"type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-11-21T08:00:00Z",
             "epcisBody": {"eventList": [{%s, "own:count": 3}]},
             "@context": ["%s", {"own": "https://own.example/ns/"}]}
            """
                .formatted(EVENT, CONTEXT));

    assertThat(document.events().getFirst().common().extensions())
        .extracting(Extension::name)
        .containsExactly(own("count"));
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Bare events, lists of events, query documents")
  void bareEventListOfEventsAndQueryDocumentAreRead() {
    assertThat(Reading.document("{" + EVENT + "}").envelope().kind())
        .isEqualTo(Envelope.Kind.BARE_EVENT);
    assertThat(Reading.events("[{" + EVENT + "},{" + EVENT + "}]")).hasSize(2);

    EpcisDocument query =
        Reading.document(
            """
            {"@context": "%s", "type": "EPCISQueryDocument",
             "epcisBody": {"queryResults": {"queryName": "SimpleEventQuery", "subscriptionID": "s1",
               "resultsBody": {"eventList": [{%s}]}}}}
            """
                .formatted(CONTEXT, EVENT));
    assertThat(query.envelope().query()).isEqualTo(new Envelope.Query("SimpleEventQuery", "s1"));
    assertThat(query.events()).hasSize(1);
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "10", name = "Bare words, CURIEs and full URIs")
  void vocabularyIsUnderstoodInEverySpelling() {
    for (String spelling :
        new String[] {
          "in_transit",
          "cbv:Disp-in_transit",
          "https://ref.gs1.org/cbv/Disp-in_transit",
          "urn:epcglobal:cbv:disp:in_transit"
        }) {
      assertThat(Reading.events("{" + EVENT + ", \"disposition\": \"" + spelling + "\"}"))
          .extracting(EpcisEvent::disposition)
          .containsExactly(Term.disposition("in_transit"));
    }
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "10", name = "Invalid JSON: all problems at once")
  void everyProblemIsNamedByItsPointer() {
    assertThat(
            Reading.problems(
                """
                {"@context": "%s", "type": "EPCISDocument", "schemaVersion": "1.2", "colour": "red",
                 "epcisBody": {"eventList": [
                   {%s, "quantityList": [{"epcClass": "urn:x:y", "quantity": "5"}], "ilmd": {"cbvmda:lotNumber": 1}},
                   {"type": "AggregationEvent", "action": 1, "readPoint": "urn:x:y",
                    "persistentDisposition": {}, "eventTimeZoneOffset": "Z",
                    "sensorElementList": [{"sensorReport": [{"type": "Temperature", "hexBinaryValue": "0"}]}]},
                   "nothing"]}}
                """
                    .formatted(CONTEXT, EVENT)))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactlyInAnyOrder(
            "VERSION_UNSUPPORTED /schemaVersion",
            "FIELD_UNKNOWN /colour",
            "FIELD_MISSING /creationDate",
            "FIELD_TYPE /epcisBody/eventList/0/quantityList/0/quantity",
            "ILMD_NOT_ALLOWED /epcisBody/eventList/0/ilmd",
            "FIELD_MISSING /epcisBody/eventList/1/eventTime",
            "TIME_ZONE_OFFSET_INVALID /epcisBody/eventList/1/eventTimeZoneOffset",
            "FIELD_TYPE /epcisBody/eventList/1/action",
            "FIELD_TYPE /epcisBody/eventList/1/readPoint",
            "FIELD_MISSING /epcisBody/eventList/1/persistentDisposition",
            "HEX_INVALID /epcisBody/eventList/1/sensorElementList/0/sensorReport/0/hexBinaryValue",
            "FIELD_TYPE /epcisBody/eventList/2");
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "10", name = "Invalid JSON: all problems at once")
  void problemsOfALateContextBelongToTheirEvent() {
    assertThat(
            Reading.problems(
                """
                {"type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-05-01T10:00:00Z",
                 "epcisBody": {"eventList": [{%s}, {%s, "action": "ADD"}, {%s}]}, "@context": "%s"}
                """
                    .formatted(EVENT, EVENT, EVENT, CONTEXT)))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly("FIELD_DUPLICATE /epcisBody/eventList/1/action");
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Invalid JSON: each problem with its path")
  void memberThatOccursTwiceIsAProblem() {
    assertThat(Reading.problems("[{" + EVENT + ", \"action\": \"ADD\"}]"))
        .extracting(Problem::code)
        .containsExactly(ProblemCode.FIELD_DUPLICATE);
  }

  private static QName own(String local) {
    return new QName("https://own.example/ns/", local);
  }
}
