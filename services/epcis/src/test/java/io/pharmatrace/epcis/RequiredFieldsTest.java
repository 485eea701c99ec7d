package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an event of each type must have, and must not. */
class RequiredFieldsTest {
  @ParameterizedTest
  @MethodSource("missing")
  @Feature(standard = Standard.EPCIS, section = "7.4", name = "What each type of event must have")
  void whatATypeMustHaveIsMissed(String type, String fields, String... expected) {
    List<String> found = new ArrayList<>();
    Reading.problems(Survival.event(type, fields))
        .forEach(problem -> found.add(problem.code() + " " + problem.path()));

    assertThat(new TreeSet<>(found))
        .containsExactlyElementsOf(new TreeSet<>(Arrays.asList(expected)));
  }

  static Stream<Arguments> missing() {
    String thing = "\"epcList\": [\"urn:own:thing\"]";
    String observed = "\"action\": \"OBSERVE\"";
    return Stream.of(
        must("ObjectEvent", thing, "FIELD_MISSING /action"),
        must("ObjectEvent", observed, "EVENT_EMPTY /"),
        must("ObjectEvent", observed + ", " + sensor(), "FIELD_MISSING /readPoint"),
        must(
            "ObjectEvent",
            observed + ", \"ilmd\": {\"own:a\": 1}, " + thing,
            "ILMD_NOT_ALLOWED /ilmd"),
        must("ObjectEvent", "\"own:a\": 1", "FIELD_MISSING /action", "EVENT_EMPTY /"),
        must("AggregationEvent", "\"action\": \"ADD\"", "FIELD_MISSING /parentID", "EVENT_EMPTY /"),
        must("AggregationEvent", observed, "EVENT_EMPTY /"),
        must("AssociationEvent", observed, "FIELD_MISSING /parentID", "EVENT_EMPTY /"),
        must("AssociationEvent", "\"action\": \"DELETE\"", "FIELD_MISSING /parentID"),
        must("TransactionEvent", observed + ", " + thing, "FIELD_MISSING /bizTransactionList"),
        must("TransactionEvent", observed, "FIELD_MISSING /bizTransactionList", "EVENT_EMPTY /"),
        must("TransformationEvent", "\"inputEPCList\": [\"urn:own:a\"]", "EVENT_EMPTY /"),
        must("TransformationEvent", "\"transformationID\": \"urn:own:t\"", "EVENT_EMPTY /"),
        must(
            "TransformationEvent",
            observed + ", \"inputEPCList\": [\"urn:own:a\"], \"outputEPCList\": [\"urn:own:b\"]",
            "FIELD_UNKNOWN /action"),
        must("QuantityEvent", thing, "NOT_EPCIS /type"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "epcList": "urn:own:a" | FIELD_TYPE /epcList
          "quantityList": {"epcClass": "urn:own:c"} | FIELD_TYPE /quantityList
          "bizTransactionList": {"bizTransaction": "urn:own:b"} | FIELD_TYPE /bizTransactionList
          "sensorElementList": [{"sensorReport": {"type": "Temperature"}}] | FIELD_TYPE /sensorElementList/0/sensorReport
          "persistentDisposition": {"set": "expired"} | FIELD_TYPE /persistentDisposition/set
          "ilmd": {"lost:grade": 1} | CONTEXT_INVALID /ilmd/lost:grade
          "ilmd": {"own:grade": {"lost:b": 1}} | CONTEXT_INVALID /ilmd/own:grade/lost:b
          "ilmd": {"own:grade": 1e401} | NUMBER_INVALID /ilmd/own:grade
          "own:a": [1, {"own:b": -1e-401}] | NUMBER_INVALID /own:a/1/own:b
          "own:a": {"@value": "x", "@type": "own:x"} | FIELD_TYPE /own:a/@type
          """)
  @Feature(
      standard = Standard.EPCIS,
      section = "10",
      name = "Invalid JSON: each problem with its path")
  void whatJsonCannotSayLikeThisIsAProblem(String field, String problem) {
    String things = field.startsWith("\"epcList") ? "" : "\"epcList\": [\"urn:own:thing\"], ";

    assertThat(
            Reading.problems(
                Survival.event("ObjectEvent", things + "\"action\": \"ADD\", " + field)))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly(problem);
  }

  private static String sensor() {
    return "\"sensorElementList\": [{\"sensorReport\": [{\"type\": \"Temperature\", \"value\": 1}]}]";
  }

  private static Arguments must(String type, String fields, String... expected) {
    return Arguments.of(type, fields, expected);
  }
}
