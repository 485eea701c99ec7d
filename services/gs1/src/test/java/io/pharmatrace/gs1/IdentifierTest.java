package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

  @ParameterizedTest
  @CsvSource({
    "12345670, 12345670, 0",
    "036000291452, 036000291452, 0",
    "4006381333931, 4006381333931, 0",
    "10614141123459, 10614141123459, 1"
  })
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "3.3.2",
      name = "GTIN-8, -12, -13 and -14 alone")
  void gtinIsPaddedToFourteenDigits(String text, String shortDigits, int indicator) {
    Gtin gtin = Gtin.of(text);
    assertThat(gtin.digits()).hasSize(14).endsWith(text);
    assertThat(gtin.shortDigits()).isEqualTo(shortDigits);
    assertThat(gtin.indicator()).isEqualTo(indicator);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, VALUE_TOO_SHORT",
    "123, 3, VALUE_TOO_SHORT",
    "123456789012345, 14, VALUE_TOO_LONG",
    "12345671, 7, WRONG_CHECK_DIGIT",
    "1234567A, 7, INVALID_CHARACTER",
    "12A, 2, INVALID_CHARACTER",
  })
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "7.9.1", name = "Check digit")
  void whatIsNoGtinIsNamed(String text, int position, ProblemCode code) {
    assertThat(Gtin.parse(text).problemList())
        .extracting(Problem::code, Problem::position)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(code, position));
    assertThatThrownBy(() -> Gtin.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void constructorSaysWhyInASentence() {
    assertThatThrownBy(() -> new Gtin("00300010123456"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The check digit of the GTIN is 6 where 5 is right: a digit was misread or mistyped.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "123456789012345678901", "A B", "A\u001d", "A#", "Ä"})
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "7.11", name = "Character set 82")
  void serialOutsideTheCharacterSetOrLengthIsRefused(String text) {
    assertThat(Serial.parse(text).isOk()).isFalse();
    assertThat(Lot.parse(text).isOk()).isFalse();
    assertThatThrownBy(() -> new Serial(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "261231, 2026, 2026-12-31, false",
    "260200, 2026, 2026-02-28, true",
    "280200, 2026, 2028-02-29, true",
    "760101, 2026, 2076-01-01, false",
    "770101, 2026, 1977-01-01, false",
    "000101, 2026, 2000-01-01, false",
    "100101, 2080, 2110-01-01, false",
    "300101, 2080, 2130-01-01, false",
    "310101, 2080, 2031-01-01, false",
    "500101, 2099, 2050-01-01, false",
    "490101, 2099, 2149-01-01, false",
    "510101, 2000, 1951-01-01, false",
  })
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.12",
      name = "Dates: century of a two-digit year")
  void yearFollowsTheCenturyRule(String text, int now, LocalDate date, boolean dayUnspecified) {
    ExpiryDate expiry = ExpiryDate.parse(text, now).orElseThrow();
    assertThat(expiry.date()).isEqualTo(date);
    assertThat(expiry.dayUnspecified()).isEqualTo(dayUnspecified);
    assertThat(expiry.yymmdd()).isEqualTo(text);
  }

  @Test
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "3.4.7",
      name = "Dates: day 00 is the last of the month")
  void dayZeroEqualsTheLastDay() {
    assertThat(ExpiryDate.parse("260200", 2026)).isEqualTo(ExpiryDate.parse("260228", 2026));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "26123", "261301", "260001", "260230", "26023A", "2602281"})
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "3.4.7",
      name = "Dates: no such month or day")
  void whatIsNoDateIsRefused(String text) {
    assertThat(ExpiryDate.parse(text).isOk()).isFalse();
  }

  @Test
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.9.5",
      name = "Check character pair")
  void checkCharactersFollowTheExampleOfTheGeneralSpecifications() {
    assertThat(CheckCharacters.of("1987654Ad4X4bL5ttr2310c", 0, 23)).isEqualTo("2K");
    assertThat(ElementString.parse("(8013)1987654Ad4X4bL5ttr2310c2K").isOk()).isTrue();
    assertThat(ElementString.parse("(8013)1987654Ad4X4bL5ttr2310c2L").problemList())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.WRONG_CHECK_CHARACTERS);
  }
}
