package io.pharmatrace.epcis.query;

import static io.pharmatrace.epcis.query.Samples.RECORDED;
import static io.pharmatrace.epcis.query.Samples.assertMatch;
import static io.pharmatrace.epcis.query.Samples.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.epcis.EventHash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters on the fields of the standard, asked so that they hold and so that they do not. */
@Feature(standard = Standard.EPCIS, section = "8.2.7.1", name = "SimpleEventQuery: parameters")
class StandardParametersTest {
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
}
