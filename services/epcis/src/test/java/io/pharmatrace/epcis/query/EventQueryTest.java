package io.pharmatrace.epcis.query;

import static io.pharmatrace.epcis.query.Samples.RECORDED;
import static io.pharmatrace.epcis.query.Samples.problems;
import static io.pharmatrace.epcis.query.Samples.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.epcis.EpcisEvent;
import io.pharmatrace.epcis.EventHash;
import io.pharmatrace.epcis.query.QueryProblem.Code;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every parameter of SimpleEventQuery, asked so that it holds and so that it does not. */
@Feature(standard = Standard.EPCIS, section = "8.2.7.1", name = "SimpleEventQuery: parameters")
class EventQueryTest {
  private static void assertMatch(EpcisEvent event, String query, boolean expected) {
    assertThat(query(query).matches(event, RECORDED)).as(query).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventType=ObjectEvent",
        "eventType=AggregationEvent|ObjectEvent",
        "eventType=epcis:ObjectEvent",
        "EQ_eventTime=2026-03-01T09:00:00Z",
        "GE_eventTime=2026-03-01T10:00:00+01:00",
        "GE_eventTime=2026-03-01T10:00:00 01:00",
        "LT_eventTime=2026-03-01T09:00:00.001Z",
        "EQ_recordTime=2026-03-02T08:00:00Z",
        "GE_recordTime=2026-03-02T08:00:00Z",
        "LT_recordTime=2026-03-02T08:00:01Z",
        "EQ_action=OBSERVE|ADD",
        "EQ_bizStep=commissioning",
        "EQ_bizStep=cbv:BizStep-commissioning",
        "EQ_bizStep=urn:epcglobal:cbv:bizstep:commissioning",
        "EQ_bizStep=https://ref.gs1.org/cbv/BizStep-commissioning",
        "EQ_bizStep=shipping|commissioning",
        "EQ_disposition=active",
        "EQ_disposition=urn:epcglobal:cbv:disp:active",
        "EQ_persistentDisposition_set=completeness_verified",
        "EQ_persistentDisposition_unset=https://ref.gs1.org/cbv/Disp-unavailable",
        "EQ_readPoint=urn:epc:id:sgln:9521234.00001.DOCK",
        "EQ_readPoint=https://id.gs1.org/414/9521234000013/254/DOCK",
        "WD_readPoint=https://id.gs1.org/414/9521234000013",
        "WD_readPoint=urn:epc:id:sgln:9521234.00001.0",
        "EQ_bizLocation=urn:epc:id:sgln:9521234.00001.0",
        "WD_bizLocation=urn:epc:id:sgln:9521234.00001.0",
        "EQ_bizTransaction_po=https://id.gs1.org/253/9521234000013P1",
        "EQ_bizTransaction_urn:epcglobal:cbv:btt:po=urn:epc:id:gdti:9521234.00001.P1",
        "EQ_source_owning_party=https://id.gs1.org/417/9521234000020",
        "EQ_destination_location=https://id.gs1.org/414/9521234000037",
        "EQ_destination_https://ref.gs1.org/cbv/SDT-location=urn:epc:id:sgln:9521234.00003.0",
        "EQ_eventID=urn:uuid:1|urn:uuid:2",
        "EQ_quantity=12.50",
        "EQ_quantity=1|200",
        "GT_quantity=199.9",
        "GE_quantity=200",
        "LT_quantity=13",
        "LE_quantity=12.5",
        "EQ_quantity_KGM=12.5",
        "GE_quantity_KGM=12.5",
        "EXISTS_errorDeclaration=",
        "EXISTS_errorDeclaration=true",
        "EXISTS_errorDeclaration=false",
        "GE_errorDeclarationTime=2026-03-05T00:00:00Z",
        "LT_errorDeclaration_Time=2026-03-05T00:00:01Z",
        "EQ_errorReason=incorrect_data",
        "EQ_errorReason=urn:epcglobal:cbv:er:incorrect_data",
        "EQ_correctiveEventID=urn:uuid:9",
        "orderDirection=ASC",
      })
  void standardFieldsThatMatch(String query) {
    assertMatch(Samples.OBJECT, query, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventType=AggregationEvent",
        "EQ_eventTime=2026-03-01T10:00:00Z",
        "GE_eventTime=2026-03-01T09:00:00.001Z",
        "LT_eventTime=2026-03-01T09:00:00Z",
        "GE_recordTime=2026-03-02T08:00:01Z",
        "LT_recordTime=2026-03-02T08:00:00Z",
        "EQ_action=OBSERVE|DELETE",
        "EQ_bizStep=shipping",
        "EQ_bizStep=https://own.example/commissioning",
        "EQ_disposition=in_transit",
        "EQ_persistentDisposition_set=unavailable",
        "EQ_persistentDisposition_unset=completeness_verified",
        "EQ_readPoint=https://id.gs1.org/414/9521234000013",
        "WD_readPoint=https://id.gs1.org/414/9521234000020",
        "EQ_bizLocation=https://id.gs1.org/414/9521234000013/254/DOCK",
        "WD_bizLocation=https://id.gs1.org/414/9521234000013/254/DOCK",
        "EQ_bizTransaction_inv=urn:epc:id:gdti:9521234.00001.P1",
        "EQ_bizTransaction_po=https://own.example/doc/2",
        "EQ_source_possessing_party=urn:epc:id:pgln:9521234.00002",
        "EQ_destination_location=urn:epc:id:sgln:9521234.00001.0",
        "EQ_transformationID=https://own.example/t/1",
        "EQ_eventID=urn:uuid:2",
        "EQ_quantity=12",
        "GT_quantity=200",
        "LT_quantity=12.5",
        "EQ_quantity_LTR=12.5",
        "GE_quantity_KGM=13",
        "GE_errorDeclarationTime=2026-03-05T00:00:01Z",
        "LT_errorDeclarationTime=2026-03-05T00:00:00Z",
        "EQ_errorReason=did_not_occur",
        "EQ_correctiveEventID=urn:uuid:1",
      })
  void standardFieldsThatDoNot(String query) {
    assertMatch(Samples.OBJECT, query, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EQ_ex:temperature=21.50",
        "EQ_https://ns.example/epcis/#temperature=21.5",
        "EQ_https://ns.example/epcis#temperature=21.5",
        "EQ_https://ns.example/epcis/temperature=21.5",
        "GT_ex:temperature=21",
        "GE_ex:temperature=21.5",
        "LT_ex:temperature=22",
        "LE_ex:temperature=21.5",
        "EQ_ex:seen=2026-03-01T13:00:00+01:00",
        "GE_ex:seen=2026-03-01T12:00:00Z",
        "LT_ex:seen=2026-03-01T12:00:01Z",
        "EQ_ex:name=Zoë|Ann",
        "EQ_ex:flag=true",
        "EQ_ex:code=007",
        "EQ_ex:thing=https://id.gs1.org/01/09521234543213/21/X",
        "EXISTS_ex:outer=",
        "EQ_INNER_ex:inner=deep",
        "GT_INNER_ex:deepest=4",
        "EXISTS_INNER_ex:deepest=true",
        "EQ_ILMD_cbvmda:lotNumber=L1",
        "EQ_ILMD_urn:epcglobal:cbv:mda#lotNumber=L1",
        "EQ_ILMD_urn:epcglobal:cbv:mda:lotNumber=L1",
        "EQ_ILMD_ex:grade=3",
        "LE_ILMD_ex:grade=3",
        "EXISTS_ILMD_cbvmda:itemExpirationDate=",
        "EQ_INNER_ILMD_ex:shift=night",
        "EXISTS_INNER_ILMD_ex:shift=",
        "EQ_ERROR_DECLARATION_ex:by=Ann",
        "EXISTS_ERROR_DECLARATION_ex:by=",
        "GE_INNER_ERROR_DECLARATION_ex:ticket=42",
        "EXISTS_INNER_ERROR_DECLARATION_ex:ticket=",
        "EQ_readPoint_ex:lane=7",
        "EQ_INNER_readPoint_ex:gate=G1",
        "EQ_bizLocation_ex:floor=2",
        "EQ_INNER_bizLocation_ex:room=R5",
        "EQ_SENSORELEMENT_ex:rack=K",
        "EQ_INNER_SENSORELEMENT_ex:row=2",
        "EXISTS_SENSORELEMENT_ex:rack=",
        "GE_SENSORMETADATA_ex:battery=80",
        "EQ_INNER_SENSORMETADATA_ex:a=b",
        "EXISTS_SENSORMETADATA_ex:battery=",
        "EQ_SENSORREPORT_ex:calibrated=yes",
        "LT_INNER_SENSORREPORT_ex:x=2",
        "EXISTS_SENSORREPORT_ex:calibrated=",
      })
  void usersFieldsThatMatch(String query) {
    assertMatch(Samples.OBJECT, query, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EQ_ex:temperature=21",
        "EQ_https://other.example/epcis#temperature=21.5",
        "GT_ex:temperature=21.5",
        "LT_ex:temperature=21.5",
        "GT_ex:name=1",
        "EQ_ex:name=zoë",
        "EQ_ex:code=7",
        "EQ_ex:inner=deep",
        "EQ_INNER_ex:temperature=21.5",
        "EXISTS_ex:inner=",
        "EQ_ex:lotNumber=L1",
        "EQ_ILMD_ex:lotNumber=L1",
        "EQ_ILMD_ex:shift=night",
        "EXISTS_ILMD_ex:temperature=",
        "EQ_ERROR_DECLARATION_ex:ticket=42",
        "EQ_readPoint_ex:floor=2",
        "EQ_bizLocation_ex:lane=7",
        "EQ_SENSORELEMENT_ex:battery=80",
        "EQ_SENSORREPORT_ex:rack=K",
        "GT_SENSORMETADATA_ex:battery=80",
      })
  void usersFieldsThatDoNot(String query) {
    assertMatch(Samples.OBJECT, query, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXISTS_sensorElementList=",
        "EXISTS_sensorElement=",
        "EQ_type=Temperature",
        "EQ_type=gs1:Temperature|Speed",
        "EQ_type=https://gs1.org/voc/Temperature",
        "EQ_deviceID=https://id.gs1.org/8004/952123477",
        "EQ_dataProcessingMethod=https://own.example/dpm",
        "EQ_bizRules=https://own.example/rules",
        "EQ_microorganism=https://own.example/m",
        "EQ_chemicalSubstance=https://own.example/c",
        "EQ_uriValue=https://own.example/v",
        "EQ_stringValue=ok|not ok",
        "EQ_booleanValue=true",
        "EQ_hexBinaryValue=F0a1",
        "EQ_time=2026-03-01T09:30:00Z",
        "GE_time=2026-03-01T09:30:00Z",
        "LT_time=2026-03-01T09:30:01Z",
        "GE_startTime=2026-03-01T08:00:00Z",
        "LT_endTime=2026-03-01T09:00:01Z",
        "EQ_value_CEL=26",
        "GE_value_CEL=26",
        "GT_value_CEL=25.9",
        "LT_value_CEL=26.1",
        "LE_value_CEL=26",
        "LE_minValue_CEL=20",
        "GE_maxValue_CEL=30",
        "EQ_meanValue_CEL=25.2",
        "LT_sDev_CEL=0.2",
        "GE_percRank=50",
        "EQ_percValue_CEL=12.7",
      })
  void sensorDataThatMatches(String query) {
    assertMatch(Samples.OBJECT, query, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EQ_type=Speed",
        "EQ_deviceID=urn:epc:id:giai:9521234.78",
        "EQ_stringValue=OK",
        "EQ_booleanValue=false",
        "EQ_hexBinaryValue=F0",
        "GE_time=2026-03-01T09:30:01Z",
        "LT_startTime=2026-03-01T08:00:00Z",
        "GE_endTime=2026-03-01T09:00:01Z",
        "EQ_value_FAH=26",
        "GT_value_CEL=26",
        "LT_minValue_CEL=20",
        "GT_maxValue_CEL=30",
        "EQ_meanValue_CEL=25",
        "GT_sDev_CEL=0.1",
        "LT_percRank=50",
        "EQ_percValue_KEL=12.7",
      })
  void sensorDataThatDoesNot(String query) {
    assertMatch(Samples.OBJECT, query, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EXISTS_errorDeclaration=true",
        "EQ_bizStep=packing",
        "EQ_readPoint=https://id.gs1.org/414/9521234000013",
        "EXISTS_sensorElementList=",
        "EQ_transformationID=https://own.example/t/1",
        "GE_errorDeclarationTime=2000-01-01T00:00:00Z",
      })
  void whatIsAbsentDoesNotMatch(String query) {
    assertMatch(Samples.PACKING, query, false);
  }

  @Test
  void aTransformationHasNoAction() {
    assertMatch(Samples.MAKING, "EQ_action=ADD|OBSERVE|DELETE", false);
    assertMatch(Samples.MAKING, "EQ_transformationID=https://own.example/t/1", true);
  }

  @Test
  void anEventWithoutIdentifierIsKnownByItsHash() {
    String hash = EventHash.of(Samples.PACKING).ni();
    assertMatch(Samples.PACKING, "EQ_eventID=" + hash, true);
    assertMatch(Samples.MAKING, "EQ_eventID=" + hash, false);
    assertMatch(Samples.OBJECT, "EQ_eventID=" + EventHash.of(Samples.OBJECT).ni(), false);
  }

  @Test
  void everyCriterionMustHold() {
    assertMatch(Samples.OBJECT, "EQ_action=ADD&EQ_bizStep=commissioning", true);
    assertMatch(Samples.OBJECT, "EQ_action=ADD&EQ_bizStep=shipping", false);
    assertThat(
            query("EQ_action=ADD")
                .and(query("EQ_bizStep=shipping"))
                .matches(Samples.OBJECT, RECORDED))
        .isFalse();
  }

  @Test
  void masterDataIsAskedForWhatAFieldNames() {
    VocabularyData data =
        id ->
            id.equals("https://id.gs1.org/414/9521234000013")
                ? Map.of("urn:epcglobal:cbv:mda#name", List.of("Hall"))
                : Map.of();
    String name = "urn:epcglobal:cbv:mda#name";
    for (String yes :
        List.of("HASATTR_bizLocation=" + name, "EQATTR_bizLocation_" + name + "=Hall|House")) {
      assertThat(query(yes).matches(Samples.OBJECT, RECORDED, data)).as(yes).isTrue();
      assertThat(query(yes).matches(Samples.OBJECT, RECORDED)).as(yes).isFalse();
    }
    for (String no :
        List.of(
            "HASATTR_readPoint=" + name,
            "HASATTR_bizLocation=other",
            "HASATTR_ex:thing=" + name,
            "EQATTR_bizLocation_" + name + "=House",
            "EQATTR_ex:thing_x=Hall")) {
      assertThat(query(no).matches(Samples.OBJECT, RECORDED, data)).as(no).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EQ_bizstep=shipping", "nonsense=1", "EQ_foo=1", "EQ_nope:foo=1", "EXISTS_foo=",
        "EQ_source_nobody=urn:x:y", "GE_value=3", "EQ_value_celsius=3", "EQ_isQuery=1", "HASATTR=1",
        "EQATTR_bizLocation=1", "EQ_=1", "EQ_https://=1", "GT_eventTime=2026-03-01T09:00:00Z"
      })
  void anUnknownParameterIsAProblem(String query) {
    assertThat(problems(query))
        .extracting(QueryProblem::code)
        .containsExactly(Code.UNKNOWN_PARAMETER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventType=Event",
        "GE_eventTime=2026-03-01",
        "GE_eventTime=yesterday",
        "GE_eventTime=2026-03-01T09:00:00",
        "EQ_action=add",
        "EQ_bizStep=no_such_step",
        "EQ_readPoint=dock",
        "MATCH_epc=4711",
        "GT_quantity=many",
        "GT_quantity=1|2",
        "GT_quantity=1e999999999",
        "GT_https://x.example/#f=text",
        "EXISTS_errorDeclaration=maybe",
        "EQ_booleanValue=yes",
        "orderBy=bizStep",
        "orderDirection=UP",
        "perPage=0",
        "perPage=-1",
        "perPage=x",
        "perPage=99999999999",
        "maxEventCount=-1",
        "MATCH_epc=urn:epc:idpat:sgtin:*.1.*",
        "MATCH_epc=urn:epc:idpat:sgtin:..*"
      })
  void aWrongValueIsAProblem(String query) {
    assertThat(problems(query)).extracting(QueryProblem::code).containsExactly(Code.INVALID_VALUE);
  }

  @Test
  void everyProblemIsTold() {
    assertThat(problems("EQ_action=&foo=1&EQ_bizStep=x&perPage=0"))
        .extracting(QueryProblem::parameter)
        .containsExactlyInAnyOrder("EQ_action", "foo", "EQ_bizStep", "perPage");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eventCountLimit=1",
        "eventCountLimit=1&maxEventCount=1&orderBy=eventTime",
        "EXISTS_sensorElement=&EXISTS_sensorElementList=",
        "EQ_https://x.example/#f=1&EQ_https://x.example#f=2",
      })
  void parametersThatContradictEachOtherAreAProblem(String query) {
    assertThat(problems(query)).extracting(QueryProblem::code).containsExactly(Code.CONFLICT);
  }

  @Test
  void aQueryOfTooManyValuesIsRefused() {
    assertThat(problems("EQ_stringValue=" + "x|".repeat(3000) + "x"))
        .extracting(QueryProblem::code)
        .containsExactly(Code.TOO_COMPLEX);
  }

  @Test
  void orderAndLimitsAreRead() {
    EventQuery query =
        query("orderBy=ex:name&orderDirection=ASC&eventCountLimit=5&perPage=7&nextPageToken=t");
    assertThat(query.order().orElseThrow().field()).hasToString("https://ns.example/epcis#name");
    assertThat(query.order().orElseThrow().ascending()).isTrue();
    assertThat(query.eventCountLimit()).hasValue(5);
    assertThat(query.perPage()).hasValue(7);
    assertThat(query.nextPageToken()).hasValue("t");
    assertThat(query("orderBy=eventTime").order().orElseThrow().ascending()).isFalse();
    assertThat(query("maxEventCount=0").maxEventCount()).hasValue(0);
  }

  @Test
  void oneQueryHasOneSpelling() {
    EventQuery given =
        query(
            "EQ_bizStep=urn:epcglobal:cbv:bizstep:shipping&EQ_ex:name=A&perPage=3"
                + "&MATCH_epc=urn:epc:id:sgtin:9521234.054321.A1&GE_eventTime=2026-03-01T10:00:00+01:00"
                + "&orderBy=eventTime");
    assertThat(given.parameters())
        .isEqualTo(
            Map.of(
                "EQ_bizStep", List.of("shipping"),
                "EQ_https://ns.example/epcis#name", List.of("A"),
                "MATCH_epc", List.of("https://id.gs1.org/01/09521234543213/21/A1"),
                "GE_eventTime", List.of("2026-03-01T09:00:00Z"),
                "orderBy", List.of("eventTime"),
                "orderDirection", List.of("DESC")));
    assertThat(EventQuery.parse(given.parameters()))
        .isInstanceOfSatisfying(
            Parsed.Ok.class,
            ok -> assertThat(ok.query().parameters()).isEqualTo(given.parameters()));
  }
}
