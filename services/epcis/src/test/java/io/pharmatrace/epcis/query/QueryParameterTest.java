package io.pharmatrace.epcis.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table that the parser and the description of the interface share. */
class QueryParameterTest {
  /** The fixed names in the OpenAPI description of EPCIS 2.0. */
  private static final String OF_GS1 =
      """
      nextPageToken perPage eventType GE_eventTime LT_eventTime GE_recordTime LT_recordTime EQ_action
      EQ_bizStep EQ_disposition EQ_persistentDisposition_set EQ_persistentDisposition_unset
      EQ_readPoint WD_readPoint EQ_bizLocation WD_bizLocation EQ_transformationID MATCH_epc
      MATCH_parentID MATCH_inputEPC MATCH_outputEPC MATCH_anyEPC MATCH_epcClass MATCH_inputEPCClass
      MATCH_outputEPCClass MATCH_anyEPCClass EQ_quantity GT_quantity GE_quantity LT_quantity
      LE_quantity EQ_eventID EXISTS_errorDeclaration GE_errorDeclarationTime
      LT_errorDeclarationTime EQ_errorReason EQ_correctiveEventID orderBy orderDirection
      eventCountLimit maxEventCount GE_startTime LT_startTime GE_endTime LT_endTime EQ_type
      EQ_deviceID EQ_dataProcessingMethod EQ_microorganism EQ_chemicalSubstance EQ_bizRules
      EQ_stringValue EQ_hexBinaryValue EQ_uriValue EQ_booleanValue""";

  static Stream<QueryParameter> all() {
    return QueryParameter.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyParameterOfTheTableIsUnderstood(QueryParameter parameter) {
    Map<String, List<String>> query = new HashMap<>();
    query.put("orderBy", List.of("eventTime"));
    query.put(parameter.name(), List.of(sample(parameter)));
    assertThat(EventQuery.parse(query)).isInstanceOf(Parsed.Ok.class);
  }

  private static String sample(QueryParameter parameter) {
    return switch (parameter.kind()) {
      case URIS, EPCS -> "urn:epc:id:sgln:9521234.00001.0";
      case WORDS ->
          switch (parameter.name()) {
            case "EQ_bizStep" -> "shipping";
            case "EQ_errorReason" -> "incorrect_data";
            case "EQ_type" -> "Temperature";
            default -> "in_transit";
          };
      case TYPES -> "ObjectEvent";
      case ACTIONS -> "ADD";
      case NUMBERS, NUMBER, COUNT -> "1";
      case TIME -> "2026-11-21T08:00:00Z";
      case FLAG -> "true";
      case DIRECTION -> "ASC";
      case TEXT, TEXTS -> parameter.name().equals("orderBy") ? "recordTime" : "x";
    };
  }

  @Test
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2.7.1",
      name = "SimpleEventQuery: every parameter of the OpenAPI description")
  void theTableHasEveryParameterOfGs1sDescription() {
    assertThat(all().map(QueryParameter::name))
        .contains(OF_GS1.split("\\s+"))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EQ_bizTransaction_",
        "EQ_source_",
        "EQ_percValue",
        "GT_eventTime",
        "EQ_nothing",
        "perpage"
      })
  void whatIsNotInItIsUnknown(String name) {
    assertThat(QueryParameter.describes(name)).isFalse();
    assertThat(EventQuery.parse(Map.of(name, List.of("1"))))
        .isInstanceOfSatisfying(
            Parsed.Invalid.class,
            invalid ->
                assertThat(invalid.problems())
                    .extracting(QueryProblem::code)
                    .containsExactly(QueryProblem.Code.UNKNOWN_PARAMETER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GT_quantity_KGM",
        "LE_meanValue_CEL",
        "EQ_bizTransaction_po",
        "EQ_ex:f",
        "EQ_INNER_https://ns.example/#f",
        "EXISTS_INNER_ILMD_ex:f",
        "EQ_readPoint_ex:f",
        "HASATTR_bizLocation",
        "EQATTR_bizLocation_ex:f"
      })
  void everyFamilyIsUnderstood(String name) {
    assertThat(QueryParameter.describes(name)).isTrue();
    assertThat(
            EventQuery.parse(
                Map.of(name, List.of(name.startsWith("EQ_biz") ? "urn:x:1" : "1")),
                Map.of("ex", "https://ns.example/")))
        .isInstanceOf(Parsed.Ok.class);
  }
}
