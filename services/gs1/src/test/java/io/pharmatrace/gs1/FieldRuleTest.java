package io.pharmatrace.gs1;

import static io.pharmatrace.gs1.ApplicationIdentifierTest.assertFollows;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of single fields: dates, codes, character sets, check digits. */
class FieldRuleTest {

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "3.4",
      name = "Dates: year, month and day")
  @CsvSource({
    "7007, 261121, ''",
    "7007, 261121261122, ''",
    "7007, 2611212611, VALUE_TOO_SHORT",
    "7250, 20260230, INVALID_DATE",
    "7003, 2611002359, INVALID_DATE",
    "7003, 2611300000, ''",
    "7003, 2611302460, INVALID_TIME",
    "11, 260200, ''",
    "7006, 260200, INVALID_DATE",
    "4326, 260230, INVALID_DATE",
    "7011, 2611301200, ''",
  })
  void dates(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "3.8", name = "Times")
  @CsvSource({
    "8008, 26112123, ''",
    "8008, 26112124, INVALID_TIME",
    "8008, 261121235960, INVALID_TIME",
    "7251, 202602282400, INVALID_TIME",
    "4324, 2611002359, ''",
    "4324, 2611012400, INVALID_TIME",
  })
  void times(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "3.6", name = "Country codes")
  @CsvSource({
    "4307, DE, ''",
    "4307, XX, INVALID_COUNTRY_CODE",
    "422, 276, ''",
    "422, 999, INVALID_COUNTRY_CODE",
    "423, 276840, ''",
    "7030, 999ABC, ''",
    "421, 276ABC, ''",
    "421, 999ABC, INVALID_COUNTRY_CODE",
    "7030, 000ABC, INVALID_COUNTRY_CODE",
  })
  void countries(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "3.6", name = "Currency codes")
  @CsvSource({
    "3912, 97810000, ''",
    "3912, 00010000, INVALID_CURRENCY_CODE",
    "3932, 978100, ''",
    "3932, 000100, INVALID_CURRENCY_CODE",
  })
  void currencies(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "3.7",
      name = "Percent-encoded text")
  @CsvSource({
    "4300, Caf%C3%A9+Ltd, ''",
    "4300, 100%, INVALID_PERCENT_ENCODING",
    "4302, %, INVALID_PERCENT_ENCODING",
    "4302, %4x, INVALID_PERCENT_ENCODING",
    "4302, %2f, ''",
  })
  void percentEncoding(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "3.6", name = "Percentages")
  @CsvSource({
    "3940, 0250, ''",
    "3940, 025, VALUE_TOO_SHORT",
    "3940, 02A0, INVALID_CHARACTER",
  })
  void percentages(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "3.8", name = "IBAN")
  @CsvSource({
    "8007, DE89370400440532013000, ''",
    "8007, DE88370400440532013000, INVALID_IBAN",
    "8007, DE893704004405320130, INVALID_IBAN",
    "8007, XX89370400440532013000, INVALID_IBAN",
    "8007, GB82WEST12345698765432, ''",
    "8007, gb82WEST12345698765432, INVALID_IBAN",
  })
  void ibans(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "1.4", name = "GS1 company prefix")
  @CsvSource({
    "8004, 03A1, INVALID_COMPANY_PREFIX",
    "8004, 1234, ''",
    "8004, 123, INVALID_COMPANY_PREFIX",
    "402, 06141411234567890, ''",
  })
  void companyPrefixes(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "7.11", name = "Character set 39")
  @CsvSource({
    "8010, 0300ab, INVALID_CHARACTER",
    "8010, 0300#-/AZ, ''",
    "8010, 0300%, INVALID_CHARACTER",
  })
  void set39(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "7.11", name = "Character set 64")
  @CsvSource({
    "7040, 1ABC, ''",
    "7040, 1AB., INVALID_FIELD",
    "8030, abc-_=, ''",
    "8030, abc+, INVALID_CHARACTER",
    "8030, abc=, ''",
    "8030, ab==, ''",
    "8030, a=b, INVALID_FIELD",
    "8030, a===, INVALID_FIELD",
    "8030, abcd=, INVALID_FIELD",
    "7040, 1AB=, INVALID_FIELD",
  })
  void set64(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "3.9", name = "Coupon fields")
  @CsvSource({
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
  void coupons(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "7.9.1", name = "Check digit")
  @CsvSource({
    "00, 403000112345678901, ''",
    "00, 403000112345678902, WRONG_CHECK_DIGIT",
    "417, 1234567890128, ''",
    "417, 1234567890120, WRONG_CHECK_DIGIT",
  })
  void checkDigits(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.9.5",
      name = "Check character pair")
  @CsvSource({
    "8013, 1987654Ad4X4bL5ttr2310c2K, ''",
    "8013, 1987654Ad4X4bL5ttr2310c2L, WRONG_CHECK_CHARACTERS",
    "8013, 19, VALUE_TOO_SHORT",
  })
  void checkCharacters(String ai, String value, String code) {
    assertFollows(ai, value, code);
  }
}
