package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextTest {
  private static final String STANDARD =
      "\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"";
  private static final String EVENT =
      """
      "type": "ObjectEvent", "eventTime": "2026-05-01T08:00:00Z", "eventTimeZoneOffset": "+02:00",
      "action": "OBSERVE", "epcList": ["urn:own:thing"]""";

  /** All say that the field https://own.example/ns/colour is red. */
  static Stream<String> sayings() {
    String prefix = "{\"own\": \"https://own.example/ns/\"}";
    return Stream.of(
        bare("[" + STANDARD + ", " + prefix + "]", "\"own:colour\": \"red\""),
        bare("[" + prefix + ", " + STANDARD + "]", "\"own:colour\": \"red\""),
        bare("[" + STANDARD + ", {\"o\": \"https://own.example/ns/\"}]", "\"o:colour\": \"red\""),
        bare(
            "[" + STANDARD + ", {\"colour\": \"https://own.example/ns/colour\"}]",
            "\"colour\": \"red\""),
        bare(
            "["
                + STANDARD
                + ", {\"colour\": {\"@id\": \"https://own.example/ns/colour\", \"@type\": \"xsd:string\"}}]",
            "\"colour\": \"red\""),
        bare(
            "[" + STANDARD + ", {\"base\": \"https://own.example/\", \"own\": \"base:ns/\"}]",
            "\"own:colour\": \"red\""),
        bare(STANDARD, "\"https://own.example/ns/colour\": \"red\""),
        "{"
            + EVENT
            + ", \"own:colour\": \"red\", \"@context\": ["
            + STANDARD
            + ", "
            + prefix
            + "]}",
        document("[" + STANDARD + ", " + prefix + "]", "{" + EVENT + ", \"own:colour\": \"red\"}"),
        document(
            STANDARD, "{\"@context\": " + prefix + ", " + EVENT + ", \"own:colour\": \"red\"}"));
  }

  @ParameterizedTest
  @MethodSource("sayings")
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Contexts: prefixes, terms, nested, before or after the events")
  void everyWayToNameAFieldIsTheSameField(String json) {
    EpcisEvent event = Reading.events(json).getFirst();

    assertThat(event.common().extensions())
        .extracting(field -> field.name().getNamespaceURI() + field.name().getLocalPart())
        .isEqualTo(List.of("https://own.example/ns/colour"));
    assertThat(EventHash.of(event))
        .isEqualTo(EventHash.of(Reading.events(sayings().findFirst().orElseThrow()).getFirst()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ObjectEvent", "epcis:ObjectEvent", "https://ref.gs1.org/epcis/ObjectEvent"})
  @Feature(standard = Standard.EPCIS, section = "10", name = "Bare words, CURIEs and full URIs")
  void typeOfAnEventIsUnderstoodInEverySpelling(String type) {
    String json =
        bare("[" + STANDARD + ", {\"own\": \"https://own.example/ns/\"}]", "\"own:x\": 1")
            .replace("\"ObjectEvent\"", "\"" + type + "\"");

    assertThat(Reading.events(json)).hasOnlyElementsOfType(ObjectEvent.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"@context\": \"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\", "
      })
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Contexts: prefixes, terms, nested, before or after the events")
  void prefixThatNothingDeclaresIsAProblem(String context) {
    String json = "{" + context + EVENT + ", \"cbvmda:lotNumber\": 1, \"own:a\": {\"lost:b\": 1}}";

    assertThat(Reading.problems(json))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly("CONTEXT_INVALID /own:a", "CONTEXT_INVALID /own:a/lost:b");
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Contexts: prefixes, terms, nested, before or after the events")
  void prefixMayStandInAContextThatIsNotFetched() {
    String json =
        bare("[" + STANDARD + ", \"https://own.example/context.jsonld\"]", "\"own:a\": 1");

    assertThat(Reading.events(json)).hasSize(1);
  }

  /** Each doubles what the one before it stands for: spelled out, they would fill any memory. */
  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8",
      name = "Limits of size, depth, number of events and values")
  void contextThatGrowsWithoutEndIsAProblem() {
    String growing =
        IntStream.range(0, 900)
            .mapToObj(i -> "{\"p%d\": \"p%d:%s\"}".formatted(i + 1, i, "x".repeat(20)))
            .collect(Collectors.joining(", ", "[{\"p0\": \"https://own.example/\"}, ", "]"));
    String many =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "\"p%d\": \"https://own.example/%d/\"".formatted(i, i))
            .collect(Collectors.joining(", ", "{", "}"));

    for (String context : List.of(growing, many)) {
      assertThat(Reading.problems(bare(context, "\"https://own.example/x\": 1")))
          .extracting(p -> p.code() + " " + p.path())
          .containsExactly("CONTEXT_INVALID /@context");
    }
  }

  /** So that XML, which has no such prefixes in values, says the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {"cbvmda:name", "urn:epcglobal:cbv:mda#name", "title", "own:name", "plain name"})
  @Feature(standard = Standard.EPCIS, section = "10", name = "Names in master data are expanded")
  void namesInMasterDataAreExpanded(String name) {
    String context =
        "[%s, {\"own\": \"https://own.example/\", \"title\": \"urn:epcglobal:cbv:mda#name\"}]"
            .formatted(STANDARD);
    String document =
        """
        {"@context": %s, "type": "EPCISDocument", "schemaVersion": "2.0",
         "creationDate": "2026-05-01T10:00:00Z", "epcisBody": {"eventList": []},
         "epcisHeader": {"epcisMasterData": {"vocabularyList": [{"type": "urn:own:type",
           "vocabularyElementList": [{"id": "own:a", "children": ["own:b"],
             "attributes": [{"id": "%s", "attribute": "x"}]}]}]}}}"""
            .formatted(context, name);

    MasterData.Element element =
        Reading.document(document).envelope().masterData().getFirst().elements().getFirst();

    assertThat(element.id()).isEqualTo("https://own.example/a");
    assertThat(element.children()).containsExactly("https://own.example/b");
    assertThat(element.attributes().getFirst().id())
        .isEqualTo(
            switch (name) {
              case "own:name" -> "https://own.example/name";
              case "plain name" -> "plain name";
              default -> "urn:epcglobal:cbv:mda#name";
            });
  }

  private static String bare(String context, String field) {
    return "{\"@context\": " + context + ", " + EVENT + ", " + field + "}";
  }

  private static String document(String context, String event) {
    return """
        {"@context": %s, "type": "EPCISDocument", "schemaVersion": "2.0",
         "creationDate": "2026-05-01T10:00:00Z", "epcisBody": {"eventList": [%s]}}
        """
        .formatted(context, event);
  }
}
