package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and times that an event must not have, although they look like some. */
class ValuesInEventsTest {
  private static final String FIELDS =
      """
      "action": "OBSERVE", "epcList": ["%s"], "readPoint": {"id": "%s"},
      "quantityList": [{"epcClass": "%s"}]""";
  private static final String PACK = "urn:epc:id:sgtin:9521234.054321.1";
  private static final String PLACE = "urn:epc:id:sgln:9521234.00001.0";
  private static final String BATCH = "urn:epc:class:lgtin:9521234.054321.L1";

  @ParameterizedTest
  @CsvSource({
    "urn:epc:id:sgtin:9521234.54321.1",
    "urn:epc:id:sgtin:9521234.054321.A%2",
    "urn:epc:id:sgtin:9521234.054321.ABCDEFGHIJKLMNOPQRSTU",
    "urn:epc:id:sgtin:9521234.054321",
    "urn:epc:id:sscc:9521234.000000001",
    "URN:EPC:id:sgtin:9521234.54321.1",
    "https://id.gs1.org/01/09521234543214/21/1",
    "https://id.gs1.org/01/09521234543213/21/A%2",
    "https://shop.example/x/01/09521234543214/21/1",
    "https://id.gs1.org/00/095212340000000014",
    "urn:epc:idpat:sgtin:9521234.054321.*"
  })
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Wrong GS1 keys are refused")
  void wrongKeyIsAProblem(String key) {
    assertThat(problems(FIELDS.formatted(key, PLACE, BATCH)))
        .containsExactly("EPC_INVALID /epcList/0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PACK,
        "urn:epc:id:gid:1.2.3",
        "urn:epc:id:usdod:CAGE.123",
        "urn:own:thing",
        "https://own.example/01/about",
        "https://own.example/thing/7",
        "https://id.gs1.org/01/09521234543213",
        BATCH
      })
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Wrong GS1 keys are refused")
  void otherUrisAndClassesAreTaken(String uri) {
    assertThat(Reading.events(json(FIELDS.formatted(uri, PLACE, BATCH)))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "urn:epc:id:sgln:9521234.0001.0, " + BATCH + ", /readPoint/id",
    "https://id.gs1.org/414/9521234000014, " + BATCH + ", /readPoint/id",
    PLACE + ", " + PACK + ", /quantityList/0/epcClass",
    PLACE + ", https://id.gs1.org/01/09521234543213/21/1, /quantityList/0/epcClass"
  })
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Wrong GS1 keys are refused")
  void wrongPlaceOrClassIsAProblem(String place, String batch, String path) {
    assertThat(problems(FIELDS.formatted(PACK, place, batch)))
        .containsExactly("EPC_INVALID " + path);
  }

  @ParameterizedTest
  @ValueSource(strings = {BATCH, "urn:epc:idpat:sgtin:9521234.054321.*"})
  @Feature(standard = Standard.EPCIS, section = "7.3", name = "Wrong GS1 keys are refused")
  void classIsNoParent(String parent) {
    String json =
        Survival.event(
            "AggregationEvent",
            "\"action\": \"ADD\", \"parentID\": \"%s\", \"childEPCs\": [\"%s\"]"
                .formatted(parent, PACK));

    assertThat(Reading.problems(json))
        .extracting(p -> p.code() + " " + p.path())
        .containsExactly("EPC_INVALID /parentID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000-05-01T08:00:00Z",
        "-0001-05-01T08:00:00Z",
        "+12026-05-01T08:00:00Z",
        "2026-05-01T08:00Z",
        "2026-05-01T08:00:00.Z",
        "2026-05-01T08:00:00.1234567891Z",
        "2026-05-01T08:00:00",
        "2026-05-01T24:00:00Z",
        "2026-05-01T08:00:60Z",
        "2026-02-29T08:00:00Z",
        "2026-05-01T08:00:00+15:00",
        "2026-05-01T08:00:00+01"
      })
  @Feature(standard = Standard.EPCIS, section = "7.2", name = "Times that are none are refused")
  void timeThatIsNoneOrCannotBeKeptIsAProblem(String time) {
    String json = json(FIELDS.formatted(PACK, PLACE, BATCH));

    for (String field : List.of("eventTime", "recordTime")) {
      assertThat(
              Reading.problems(
                  field.equals("eventTime")
                      ? json.replaceFirst(
                          "\"eventTime\": \"[^\"]*\"", "\"eventTime\": \"" + time + "\"")
                      : json.replace("\"action\"", "\"recordTime\": \"" + time + "\", \"action\"")))
          .extracting(p -> p.code() + " " + p.path())
          .containsExactly("TIME_INVALID /" + field);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.123456789-14:00"})
  @Feature(standard = Standard.EPCIS, section = "7.2", name = "Times that are none are refused")
  void everyYearOfTheSchemaIsTaken(String time) {
    String json = json(FIELDS.formatted(PACK, PLACE, BATCH));

    assertThat(
            Reading.events(
                json.replaceFirst("\"eventTime\": \"[^\"]*\"", "\"eventTime\": \"" + time + "\"")))
        .hasSize(1);
  }

  private static List<String> problems(String fields) {
    return Reading.problems(json(fields)).stream().map(p -> p.code() + " " + p.path()).toList();
  }

  private static String json(String fields) {
    return Survival.event("ObjectEvent", fields);
  }
}
