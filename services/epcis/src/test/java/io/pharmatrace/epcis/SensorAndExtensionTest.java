package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sensors say, and what users add wherever they may. */
class SensorAndExtensionTest {
  private static final String PLACE =
      "\"action\": \"OBSERVE\", \"readPoint\": {\"id\": \"urn:own:room\"}, ";
  private static final String ANY = PLACE + "\"epcList\": [\"urn:own:thing\"], ";

  private static final Map<SensorField.Form, String> VALUES =
      Map.of(
          SensorField.Form.TIME, "\"2026-05-01T07:59:00.25Z\"",
          SensorField.Form.URI, "\"https://own.example/a?b=c&d\"",
          SensorField.Form.NUMBER, "-40.125",
          SensorField.Form.TEXT, "\"A1\"",
          SensorField.Form.BOOLEAN, "false",
          SensorField.Form.HEX, "\"F0f1\"",
          SensorField.Form.TERM, "\"urn:own:term\"");

  @ParameterizedTest
  @EnumSource(SensorField.class)
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Sensor data: each field")
  void eachFieldOfReportAndMetadata(SensorField field) throws IOException {
    String member = "\"" + field.fieldName() + "\": " + VALUES.get(field.form());
    String report = field.inReport() ? member : "\"type\": \"Temperature\"";
    String type = report.startsWith("\"type\"") ? "" : "\"type\": \"Temperature\", ";
    String metadata = field.inMetadata() ? "\"sensorMetadata\": {" + member + "}, " : "";
    String json =
        Survival.event(
            "ObjectEvent",
            PLACE
                + "\"sensorElementList\": [{"
                + metadata
                + "\"sensorReport\": [{"
                + type
                + report
                + "}]}]");
    for (Syntax syntax : Syntax.values()) {
      SensorElement back = Survival.through(syntax, json).common().sensorElements().getFirst();
      assertThat(back.reports().getFirst().values()).isNotEmpty();
      assertThat(back.metadata() != null).isEqualTo(field.inMetadata());
    }
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Sensor data: reports together")
  Stream<DynamicTest> reportsTogether() {
    return Survival.of(
        "ObjectEvent",
        PLACE
            + """
              "sensorElementList": [{"sensorReport": [
                {"type": "Temperature", "value": 26.0, "uom": "CEL", "sDev": 0.1},
                {"type": "RelativeHumidity", "value": 12.1, "uom": "A93"}]},
               {"sensorReport": [{"exception": "ALARM_CONDITION", "type": "Temperature"}]}]""",
        PLACE
            + """
              "sensorElementList": [{"own:unit": {"own:serial": 5}, "sensorMetadata": {
                "startTime": "2026-05-01T06:00:00Z", "endTime": "2026-05-01T07:00:00Z",
                "deviceID": "https://id.gs1.org/8004/9521234111", "own:firmware": "1.2"},
               "sensorReport": [{"type": "Length", "component": "x", "value": 1, "uom": "MTR",
                "coordinateReferenceSystem": "http://www.opengis.net/def/crs/EPSG/0/4326",
                "own:remark": "text"}]}]""");
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.4", name = "User extensions")
  Stream<DynamicTest> extensions() {
    return Survival.of(
        "ObjectEvent",
        ANY + "\"own:text\": \"a < b & \\\"c\\\" \\u00e9\\ud83d\\ude00\"",
        ANY + "\"own:number\": -12.50, \"own:yes\": true, \"own:no\": false",
        ANY + "\"own:list\": [\"a\", 1, true, {\"own:x\": \"y\"}]",
        ANY + "\"own:outer\": {\"own:middle\": {\"odd:inner\": [1, 2]}, \"own:plain\": \"\"}",
        ANY + "\"own:1 name, that XML cannot hold\": \"x\", \"odd:p\": \"q\"",
        ANY + "\"urn:full:name\": \"x\", \"https://full.example/name\": \"y\"");
  }

  @TestFactory
  @Feature(standard = Standard.EPCIS, section = "7.4", name = "User extensions in every type")
  Stream<DynamicTest> extensionsInEveryType() {
    String own = "\"own:field\": {\"odd:deep\": \"x\"}";
    return Stream.of(
            Survival.of("ObjectEvent", ANY + own),
            Survival.of(
                "AggregationEvent", "\"action\": \"DELETE\", \"parentID\": \"urn:own:p\", " + own),
            Survival.of(
                "AssociationEvent", "\"action\": \"DELETE\", \"parentID\": \"urn:own:p\", " + own),
            Survival.of(
                "TransactionEvent",
                ANY + "\"bizTransactionList\": [{\"bizTransaction\": \"urn:own:o\"}], " + own),
            Survival.of(
                "TransformationEvent",
                "\"inputEPCList\": [\"urn:own:a\"], \"outputEPCList\": [\"urn:own:b\"], " + own))
        .flatMap(tests -> tests);
  }

  @ParameterizedTest
  @EnumSource(Syntax.class)
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Sensor data: all fields at once")
  void allFieldsOfAReportAtOnce(Syntax syntax) throws IOException {
    EnumSet<SensorField> report = EnumSet.noneOf(SensorField.class);
    StringBuilder members = new StringBuilder();
    for (SensorField field : SensorField.values()) {
      if (field.inReport()) {
        report.add(field);
        members
            .append(members.isEmpty() ? "\"" : ", \"")
            .append(field.fieldName())
            .append("\": ")
            .append(VALUES.get(field.form()));
      }
    }
    String json =
        Survival.event(
            "ObjectEvent",
            PLACE + "\"sensorElementList\": [{\"sensorReport\": [{" + members + "}]}]");

    SensorData back =
        Survival.through(syntax, json).common().sensorElements().getFirst().reports().getFirst();

    assertThat(back.values().keySet()).isEqualTo(report);
  }
}
