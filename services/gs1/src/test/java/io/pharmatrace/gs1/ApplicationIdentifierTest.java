package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationIdentifierTest {

  @Test
  void tableHoldsEveryAssignedIdentifier() {
    assertThat(ApplicationIdentifier.all().size()).isEqualTo(541);
  }

  @Test
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
  @CsvSource({
    "7007, 261121, ''",
    "7007, 261121261122, ''",
    "7007, 2611212611, VALUE_TOO_SHORT",
    "4330, 001234-, ''",
    "4330, 001234+, INVALID_FIELD",
    "4309, 18000000003600000000, ''",
    "4309, 18000000013600000000, INVALID_FIELD",
    "4321, 2, INVALID_FIELD",
    "4300, Caf%C3%A9+Ltd, ''",
    "4300, 100%, INVALID_PERCENT_ENCODING",
    "4307, DE, ''",
    "4307, XX, INVALID_COUNTRY_CODE",
    "422, 276, ''",
    "422, 999, INVALID_COUNTRY_CODE",
    "423, 276840, ''",
    "7030, 999ABC, ''",
    "3912, 97810000, ''",
    "3912, 00010000, INVALID_CURRENCY_CODE",
    "8007, DE89370400440532013000, ''",
    "8007, DE88370400440532013000, INVALID_IBAN",
    "8006, 003000101234550102, ''",
    "8006, 003000101234550302, INVALID_FIELD",
    "8006, 003000101234550002, INVALID_FIELD",
    "8001, 12345678909991, ''",
    "8001, 00001678909091, INVALID_FIELD",
    "8008, 26112123, ''",
    "8008, 26112124, INVALID_TIME",
    "8008, 261121235960, INVALID_TIME",
    "8011, 0123, INVALID_FIELD",
    "7258, 1/3, ''",
    "7258, 3/1, INVALID_FIELD",
    "7258, 1-3, INVALID_FIELD",
    "7252, 9, ''",
    "7252, 3, INVALID_FIELD",
    "7250, 20260230, INVALID_DATE",
    "7251, 202602282400, INVALID_TIME",
    "7241, 11, INVALID_FIELD",
    "7041, PAL, INVALID_FIELD",
    "7041, PX, ''",
    "7040, 1ABC, ''",
    "7040, 1AB., INVALID_FIELD",
    "8004, 03A1, INVALID_COMPANY_PREFIX",
    "8030, abc-_=, ''",
    "8030, abc+, INVALID_CHARACTER",
    "8010, 0300ab, INVALID_CHARACTER",
    "8003, 10300011111215, INVALID_FIELD",
    "7003, 2611002359, INVALID_DATE",
    "8110, 106141410123453050110000, ''",
    "8110, 106141410123453050110000121200009327123142701015012345661061414190101, ''",
    "8110, 10614141012345305011000021141230061414, ''",
    "8110, 1061414101234530501100001212000093271231427010150123456610614141901010000, VALUE_TOO_LONG",
    "8110, 1061414101234530501100007, INVALID_COUPON",
    "8110, 10614141012345305011000, INVALID_COUPON",
    "8110, 1061414101234530501100003270101427, INVALID_COUPON",
    "8110, 10614141012345305011000032701014270102, INVALID_COUPON",
    "8110, 1061414101234530501100003271301, INVALID_COUPON",
    "8110, 706141410123453050110000, INVALID_COUPON",
    "8110, 1061414101234530501100001A, INVALID_COUPON",
    "8112, 000614140123453123456789, ''",
    "8112, 00061414012345312345678, INVALID_COUPON",
    "8112, 200614140123453123456789, INVALID_COUPON",
  })
  void dataFollowsTheRulesOfItsIdentifier(String ai, String value, String code) {
    Problem problem = ApplicationIdentifier.of(ai).orElseThrow().check(value);
    assertThat(problem == null ? "" : problem.code().name()).isEqualTo(code);
  }
}
