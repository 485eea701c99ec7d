package io.pharmatrace.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirTimeTest {

  @ParameterizedTest
  @CsvSource({
    "2022, 2022-01-01T00:00:00Z, 2022-12-31T23:59:59.999999999Z",
    "2022-12, 2022-12-01T00:00:00Z, 2022-12-31T23:59:59.999999999Z",
    "2024-02, 2024-02-01T00:00:00Z, 2024-02-29T23:59:59.999999999Z",
    "2022-12-31, 2022-12-31T00:00:00Z, 2022-12-31T23:59:59.999999999Z",
    "9999, 9999-01-01T00:00:00Z, 9999-12-31T23:59:59.999999999Z",
    "2022-12-31T23:30:00-01:00, 2023-01-01T00:30:00Z, 2023-01-01T00:30:00.999999999Z",
    "2022-12-31T10:00:00.5Z, 2022-12-31T10:00:00.5Z, 2022-12-31T10:00:00.599999999Z",
    "2022-12-31T10:00:00.123+14:00, 2022-12-30T20:00:00.123Z, 2022-12-30T20:00:00.123999999Z",
    "2022-12-31T10:00:00.123456789Z, 2022-12-31T10:00:00.123456789Z, 2022-12-31T10:00:00.123456789Z",
    "2022-12-31T10:00:00.1234567891Z, 2022-12-31T10:00:00.123456789Z, 2022-12-31T10:00:00.123456789Z",
    "2016-12-31T23:59:60Z, 2016-12-31T23:59:59.999999999Z, 2016-12-31T23:59:59.999999999Z"
  })
  void timesLastAsLongAsTheirPrecision(String text, Instant first, Instant last) {
    assertThat(FhirTime.parse(text, FhirTime.Form.DATE_TIME))
        .isEqualTo(new FhirTime(text, first, last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "22",
        "0000",
        "02022",
        "2022-13",
        "2022-00",
        "2022-1",
        "2022-02-29",
        "2022-04-31",
        "2022-12-31T10",
        "2022-12-31T10:00",
        "2022-12-31T10:00Z",
        "2022-12-31T10:00:00",
        "2022-12-31T24:00:00Z",
        "2022-12-31T10:60:00Z",
        "2022-12-31T10:00:61Z",
        "2022-12-31T10:00:00.Z",
        "2022-12-31T10:00:00+14:01",
        "2022-12-31T10:00:00+1:00",
        "2022-12-31T10:00:00z",
        "2022-12-31t10:00:00Z",
        "2022-12-31 10:00:00Z",
        "2022-12-31T10:00:00Z ",
        "-2022",
        "٢٠٢٢"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThat(FhirTime.parse(text, FhirTime.Form.DATE_TIME)).isNull();
  }

  @Test
  void eachFormTakesItsOwn() {
    assertThat(FhirTime.parse("2022-12", FhirTime.Form.DATE)).isNotNull();
    assertThat(FhirTime.parse("2022-12-31T10:00:00Z", FhirTime.Form.DATE)).isNull();
    assertThat(FhirTime.parse("2022-12-31", FhirTime.Form.INSTANT)).isNull();
    assertThat(FhirTime.parse("2022-12-31T10:00:00Z", FhirTime.Form.INSTANT)).isNotNull();
    assertThat(FhirTime.parse("2022-12-31T10:00", FhirTime.Form.SEARCH))
        .extracting(FhirTime::last)
        .isEqualTo(Instant.parse("2022-12-31T10:00:59.999999999Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "2022-01, 2022-12, 2021-12-31T23:59:59.999999999Z, false",
    "2022-01, 2022-12, 2022-01-01T00:00:00Z, true",
    "2022-01, 2022-12, 2022-12-31T23:59:59.999999999Z, true",
    "2022-01, 2022-12, 2023-01-01T00:00:00Z, false",
    "'', 2022-12, 1900-01-01T00:00:00Z, true",
    "2022-01, '', 2900-01-01T00:00:00Z, true",
    "2022-06-01T10:00:00Z, 2022-06-01T10:00:00Z, 2022-06-01T10:00:00.999Z, true",
    "2022-06-01T10:00:00Z, 2022-06-01T10:00:00Z, 2022-06-01T10:00:01Z, false"
  })
  void bothEndsBelongToAPeriod(String start, String end, Instant time, boolean within) {
    Json.Obj object = Json.object().text("start", start).text("end", end).build();

    assertThat(Period.of(object).contains(time)).isEqualTo(within);
    assertThat(Period.of(object).isOrdered()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "2022-12, 2022-12, true",
    "2022, 2022-12, false",
    "2022-12-15, 2022-12, false",
    "2022-12-15, 2023, true",
    "2022-12-15, 2022-11, false",
    "2022-12-15T10:00:00Z, 2022-12-15, false",
    "2022-12-15T10:00:00Z, 2022-12-16, true",
    "2022-12-15T10:00:00Z, 2022-12-15T10:00:00Z, true",
    "2022-12-15T10:00:00Z, 2022-12-15T10:00:00.5Z, true",
    "2022-12-15T10:00:00.5Z, 2022-12-15T10:00:00Z, false",
    "2022-12-15T10:00:00+02:00, 2022-12-15T09:00:00Z, true"
  })
  void periodsAreOrderedAsR4OrdersTimes(String start, String end, boolean ordered) {
    Json.Obj object = Json.object().text("start", start).text("end", end).build();

    assertThat(Period.of(object).isOrdered()).isEqualTo(ordered);
    String json =
        Samples.changed(
            Samples.changed(Samples.PATIENT, "\"start\":\"2020\"", "\"start\":\"" + start + "\""),
            "2030-06",
            end);
    assertThat(Hapi.errors(json).isEmpty()).isEqualTo(ordered);
  }

  @Test
  void instantsAreWrittenToTheMillisecond() {
    assertThat(FhirTime.instant(Instant.parse("2026-11-22T08:00:00Z")))
        .isEqualTo("2026-11-22T08:00:00.000Z");
    assertThat(FhirTime.instant(Instant.parse("2026-11-22T08:00:00.1239Z")))
        .isEqualTo("2026-11-22T08:00:00.123Z");
  }
}
