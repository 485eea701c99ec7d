package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What JSON-LD lets a document say in many ways is understood, or is a problem. */
class JsonNamesTest {
  private static final String STANDARD =
      "\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"";
  private static final String EVENT =
      """
      "type": "ObjectEvent", "eventTime": "2026-05-01T08:00:00Z", "eventTimeZoneOffset": "+02:00",
      "action": "OBSERVE", "epcList": ["urn:own:thing"]""";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"bizStep\": \"https://evil.example/x\"}",
        "{\"bizStep\": {\"@id\": \"https://evil.example/x\"}}",
        "{\"bizStep\": \"epcis:disposition\"}",
        "{\"bizStep\": null}",
        "{\"cbv\": \"https://evil.example/\"}",
        "{\"epcis\": \"https://evil.example/\"}",
        "{\"gs1\": \"https://evil.example/\"}",
        "{\"cbvmda\": \"https://evil.example/\"}",
        "{\"id\": \"https://evil.example/id\"}",
        "null"
      })
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Contexts: names of the standard cannot be given another meaning")
  void namesOfTheStandardAreProtected(String context) {
    String both = "[" + STANDARD + ", " + context + "]";
    String inner = "{\"@context\": " + context + ", " + EVENT + "}";
    String user = EVENT + ", \"own:a\": {\"@context\": " + context + ", \"own:b\": 1}";

    for (String json :
        List.of(
            bare(both, EVENT),
            document(both, "{" + EVENT + "}"),
            document(STANDARD, inner),
            bare("[" + STANDARD + ", {\"own\": \"https://own.example/\"}]", user))) {
      assertThat(Reading.problems(json))
          .extracting(Problem::code)
          .containsOnly(ProblemCode.CONTEXT_INVALID);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"bizStep\": \"https://ref.gs1.org/epcis/bizStep\"}",
        "{\"bizStep\": {\"@id\": \"epcis:bizStep\", \"@type\": \"@vocab\"}}",
        "{\"cbv\": \"https://ref.gs1.org/cbv/\"}",
        "{\"cbvmda\": \"urn:epcglobal:cbv:mda:\"}",
        "{\"cbvmda\": \"urn:epcglobal:cbv:mda\"}",
        "{\"type\": \"@type\"}"
      })
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Contexts: names of the standard cannot be given another meaning")
  void sayingTheSameAgainIsAllowed(String context) {
    assertThat(Reading.events(bare("[" + STANDARD + ", " + context + "]", EVENT))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"epcis:bizStep", "https://ref.gs1.org/epcis/bizStep", "was", "e:bizStep"})
  @Feature(standard = Standard.EPCIS, section = "10", name = "Bare words, CURIEs and full URIs")
  void fieldIsItselfInEverySpelling(String name) {
    String context =
        "[" + STANDARD + ", {\"was\": \"epcis:bizStep\", \"e\": \"https://ref.gs1.org/epcis/\"}]";
    String plain = EVENT + ", \"bizStep\": \"shipping\"";
    EpcisEvent expected = Reading.events(bare(context, plain)).getFirst();

    assertThat(Reading.events(bare(context, plain.replace("bizStep", name))))
        .containsExactly(expected);
    assertThat(Reading.events(document(context, "{" + plain.replace("bizStep", name) + "}")))
        .containsExactly(expected);
    assertThat(Reading.problems(bare(context, plain + ", \"" + name + "\": \"receiving\"")))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly("FIELD_DUPLICATE /bizStep");
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "10", name = "Bare words, CURIEs and full URIs")
  void partsOfTheDocumentAreThemselvesInEverySpelling() {
    String json =
        document(STANDARD, "{" + EVENT + "}")
            .replace("\"epcisBody\"", "\"epcis:epcisBody\"")
            .replace("\"eventList\"", "\"https://ref.gs1.org/epcis/eventList\"");

    assertThat(Reading.events(json)).hasSize(1);
    assertThat(Reading.problems(json.replace("}]}}", "}], \"eventList\": []}}")))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly("FIELD_DUPLICATE /epcisBody/eventList");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"@value": "x"} | "x"
          {"@value": "1", "@type": "xsd:integer"} | 1
          {"@value": "1.50", "@type": "http://www.w3.org/2001/XMLSchema#decimal"} | 1.5
          {"@value": true} | true
          {"@value": "true", "@type": "xsd:boolean"} | true
          {"@value": "x", "@type": "xsd:string"} | "x"
          {"@list": ["a", "b"]} | ["a", "b"]
          {"@set": ["a", {"@value": "b"}]} | ["a", "b"]
          {"@id": "urn:own:x", "own:c": 1} | {"id": "urn:own:x", "own:c": 1}
          {"@value": "2026-01-01", "@type": "xsd:date"} | {"@value": "2026-01-01", "@type": "http://www.w3.org/2001/XMLSchema#date"}
          {"@value": "x", "@language": "de"} | {"@language": "de", "@value": "x"}
          """)
  @Feature(
      standard = Standard.CBV,
      section = "8.9",
      name = "Event hash: keywords of JSON-LD in users' fields")
  void keywordsSayTheSameInEverySyntax(String one, String other) throws IOException {
    String fields = "\"action\": \"OBSERVE\", \"epcList\": [\"urn:own:thing\"], \"own:a\": ";
    String first = Survival.event("ObjectEvent", fields + one);
    EventHash hash = EventHash.of(Reading.events(first).getFirst());

    assertThat(
            EventHash.of(Reading.events(Survival.event("ObjectEvent", fields + other)).getFirst()))
        .isEqualTo(hash);
    for (Syntax syntax : Syntax.values()) {
      Survival.through(syntax, first);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"@graph": []} | FIELD_TYPE /own:a/@graph
          {"@index": "x", "own:b": 1} | FIELD_TYPE /own:a/@index
          {"own:b": {"@reverse": {}}} | FIELD_TYPE /own:a/own:b/@reverse
          {"@value": {"x": 1}, "@type": "@json"} | FIELD_TYPE /own:a/@value
          {"@value": "x", "own:b": 1} | FIELD_TYPE /own:a/own:b
          {"@value": "x", "@direction": "rtl"} | FIELD_TYPE /own:a/@direction
          {"#text": ["x"]} | FIELD_TYPE /own:a/#text
          {"@id": "urn:own:x", "id": "urn:own:y"} | FIELD_DUPLICATE /own:a/@id
          """)
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Invalid JSON: each problem with its path")
  void keywordThatCannotBeKeptIsAProblem(String value, String problem) {
    String fields = "\"action\": \"OBSERVE\", \"epcList\": [\"urn:own:thing\"], \"own:a\": ";

    assertThat(Reading.problems(Survival.event("ObjectEvent", fields + value)))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"quantityList\": [{\"epcClass\": \"urn:own:c\", \"own:x\": 1}]",
        "\"persistentDisposition\": {\"set\": [\"expired\"], \"own:x\": 1}",
        "\"bizTransactionList\": [{\"bizTransaction\": \"urn:own:b\", \"own:x\": 1}]",
        "\"sourceList\": [{\"type\": \"location\", \"source\": \"urn:own:s\", \"own:x\": 1}]"
      })
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Invalid JSON: each problem with its path")
  void usersFieldWhereTheSchemaHasNoPlaceIsAProblem(String part) {
    String json =
        Survival.event(
            "ObjectEvent", "\"action\": \"OBSERVE\", \"epcList\": [\"urn:own:thing\"], " + part);

    assertThat(Reading.problems(json))
        .extracting(p -> p.code() + p.path().substring(p.path().lastIndexOf('/')))
        .containsExactly("FIELD_UNKNOWN/own:x");
  }

  private static String bare(String context, String fields) {
    return "{\"@context\": " + context + ", " + fields + "}";
  }

  private static String document(String context, String event) {
    return """
        {"@context": %s, "type": "EPCISDocument", "schemaVersion": "2.0",
         "creationDate": "2026-05-01T10:00:00Z", "epcisBody": {"eventList": [%s]}}
        """
        .formatted(context, event);
  }
}
