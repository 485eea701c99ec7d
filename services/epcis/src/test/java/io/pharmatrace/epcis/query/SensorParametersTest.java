package io.pharmatrace.epcis.query;

import static io.pharmatrace.epcis.query.Samples.assertMatch;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters on what sensors observed, asked so that they hold and so that they do not. */
@Feature(standard = Standard.EPCIS, section = "8.2.7.1", name = "SimpleEventQuery: parameters")
class SensorParametersTest {
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
        "EQ_value_P1=26",
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
}
