package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApplicationIdentifierTest {

  @Test
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "3",
      name = "Application identifiers: format and length of each")
  void tableHoldsEveryAssignedIdentifier() {
    assertThat(ApplicationIdentifier.all().size()).isEqualTo(541);
  }

  @Test
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.8.5",
      name = "Predefined lengths")
  void predefinedLengthsAreThoseOfTheGeneralSpecifications() {
    // GS1 General Specifications figure 7.8.5-2: the first two digits decide, and give the length.
    assertThat(ApplicationIdentifier.all())
        .allSatisfy(
            identifier ->
                assertThat(identifier.predefinedLength())
                    .as(identifier.ai())
                    .isEqualTo(identifier.ai().matches("(0[0-4]|1[1-9]|20|3[1-6]|41).*")))
        .filteredOn(ApplicationIdentifier::predefinedLength)
        .allSatisfy(
            identifier -> assertThat(identifier.minLength()).isEqualTo(identifier.maxLength()));
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "3",
      name = "Application identifiers: rules of their data")
  @CsvSource({
    "4330, 001234-, ''",
    "4330, 001234+, INVALID_FIELD",
    "4309, 18000000003600000000, ''",
    "4309, 18000000013600000000, INVALID_FIELD",
    "4321, 2, INVALID_FIELD",
    "8006, 003000101234550102, ''",
    "8006, 003000101234550302, INVALID_FIELD",
    "8006, 003000101234550002, INVALID_FIELD",
    "8001, 12345678909991, ''",
    "8001, 00001678909091, INVALID_FIELD",
    "8011, 0123, INVALID_FIELD",
    "7258, 1/3, ''",
    "7258, 3/1, INVALID_FIELD",
    "7258, 1-3, INVALID_FIELD",
    "7252, 9, ''",
    "7252, 3, INVALID_FIELD",
    "7241, 11, INVALID_FIELD",
    "7041, PAL, INVALID_FIELD",
    "7041, PX, ''",
    "8003, 10300011111215, INVALID_FIELD",
    "8006, 003000101234550202, ''",
    "4331, 000123-, ''",
  })
  void others(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @MethodSource("everyIdentifier")
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "3",
      name = "Application identifiers: format and length of each")
  void lengthAndCharactersOfEveryIdentifierAreChecked(ApplicationIdentifier identifier) {
    int min = Math.max(1, identifier.minLength());
    int max = identifier.maxLength();
    assertThat(code(identifier, "")).isEqualTo(ProblemCode.EMPTY_VALUE);
    assertThat(code(identifier, "~".repeat(min))).isEqualTo(ProblemCode.INVALID_CHARACTER);
    assertThat(code(identifier, "1".repeat(max + 1))).isNotNull();
    if (min > 1) {
      assertThat(code(identifier, "1".repeat(min - 1))).isNotNull();
    }
    assertThat(ApplicationIdentifier.of(identifier.ai())).containsSame(identifier);
    assertThat(identifier.predefinedLength()).isIn(false, min == max);
  }

  static Collection<ApplicationIdentifier> everyIdentifier() {
    return ApplicationIdentifier.all();
  }

  private static @Nullable ProblemCode code(ApplicationIdentifier identifier, String value) {
    Problem problem = identifier.check(value);
    return problem == null ? null : problem.code();
  }

  static void assertFollows(String ai, String value, String code) {
    ApplicationIdentifier identifier = ApplicationIdentifier.of(ai).orElseThrow();
    Problem problem = identifier.check(value);
    assertThat(problem == null ? "" : problem.code().name()).isEqualTo(code);
    String text = "0" + value + ElementString.GS + "01";
    int end = identifier.end(text, 1, text.length(), CharacterSet.DATA);
    assertThat(end == 1 + value.length())
        .as("valid in the midst of a longer text")
        .isEqualTo(problem == null);
  }
}
