package io.pharmatrace.fhir.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.fhir.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrimitiveTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          CODE¦a¦true
          CODE¦a b c¦true
          CODE¦a  b¦false
          CODE¦ a¦false
          CODE¦a ¦false
          ID¦A-z.9¦true
          ID¦a_b¦false
          ID¦aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa¦true
          ID¦aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa¦false
          URI¦urn:x:y¦true
          URI¦any text without¦false
          URI¦relative/path?x#y¦true
          URI¦urn:uuid:6f2a1d6e-58a0-4c5e-9d40-0f0e5a6f0001¦true
          URI¦urn:uuid:6F2A1D6E-58A0-4C5E-9D40-0F0E5A6F0001¦false
          URI¦urn:uuid:6f2a1d6e¦false
          URI¦urn:oid:1.2.3¦true
          URI¦urn:oid:1¦false
          URI¦urn:oid:3.1¦false
          URI¦urn:oid:1.02¦false
          BASE64¦QUFB¦true
          BASE64¦QUE=¦true
          BASE64¦QQ==¦true
          BASE64¦QUFB QUFB¦true
          BASE64¦QUF B¦false
          BASE64¦QUF¦false
          BASE64¦QU=B¦false
          BASE64¦QQ==QUFB¦false
          BASE64¦QQ-_¦false
          STRING¦ anything ¦true
          MARKDOWN¦# a¦true
          """)
  void textsHaveTheFormOfTheirType(Primitive type, String text, boolean fits) {
    assertThat(type.isKind(new Json.Text(text))).isTrue();
    assertThat(type.isForm(new Json.Text(text))).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "UNSIGNED_INT, 0, true",
    "UNSIGNED_INT, 2147483647, true",
    "UNSIGNED_INT, 2147483648, false",
    "UNSIGNED_INT, 99999999999999999999, false",
    "UNSIGNED_INT, -1, false",
    "UNSIGNED_INT, 1.0, false",
    "POSITIVE_INT, 0, false",
    "POSITIVE_INT, 1, true",
    "DECIMAL, -0.10, true",
    "DECIMAL, 123456789.123456789, true",
    "DECIMAL, 1234567890.123456789, false",
    "DECIMAL, 1e5, false"
  })
  void numbersHaveTheFormOfTheirType(Primitive type, String literal, boolean fits) {
    assertThat(type.isKind(new Json.Num(literal))).isTrue();
    assertThat(type.isForm(new Json.Num(literal))).isEqualTo(fits);
  }
}
