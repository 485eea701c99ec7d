package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementStringTest {
  private static final String GS = "\u001d";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "]d2010030001012345510A123\u001d1727033121S11",
        "010030001012345510A123\u001d1727033121S11",
        "\u001d010030001012345510A123\u001d1727033121S11\u001d\r\n",
        "]C10100300010123455\u001d10A123\u001d\u001d17270331\u001d21S11",
        "]e0010030001012345510A123]e01727033121S11",
        "(01)00300010123455(10)A123(17)270331(21)S11",
        "https://example.org/01/00300010123455/10/A123/21/S11?17=270331",
        "https://example.org/x/01/300010123455/10/A123/21/S11?foo=1;17=270331&bar",
      })
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.8",
      name = "Every form of a scan means the same")
  void everyFormMeansTheSamePack(String text) {
    ElementString data = Scan.read(text).orElseThrow().data();
    assertThat(data.sgtin()).contains(Sgtin.of("00300010123455", "S11"));
    assertThat(data.lot()).contains(new Lot("A123"));
    assertThat(data.expiry()).contains(ExpiryDate.of(LocalDate.of(2027, 3, 31)));
    assertThat(data.elementString())
        .isEqualTo("0100300010123455" + "17270331" + "10A123" + GS + "21S11");
  }

  @Test
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.8.5",
      name = "Variable fields end at the separator only")
  void valueThatLooksLikeAnotherIdentifierIsNotSplit() {
    ElementString data =
        ElementString.parse("0100300010123455" + "21172703310117" + GS + "10B").orElseThrow();
    assertThat(data.serial()).contains(new Serial("172703310117"));
    assertThat(data.lot()).contains(new Lot("B"));
  }

  @ParameterizedTest
  @CsvSource({
    "12345670, 00000012345670",
    "036000291452, 00036000291452",
    "]E04006381333931, 04006381333931",
    "00300010123455, 00300010123455",
  })
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "3.3.2",
      name = "GTIN-8, -12, -13 and -14 alone")
  void plainGtinIsRead(String text, String gtin) {
    Scan scan = Scan.read(text).orElseThrow();
    assertThat(scan.form()).isEqualTo(Scan.Form.GTIN);
    assertThat(scan.data().gtin()).contains(Gtin.of(gtin));
  }

  @ParameterizedTest
  @CsvSource({
    "'', EMPTY_INPUT, 0",
    "' \r\n', EMPTY_INPUT, 0",
    "']d2', EMPTY_INPUT, 3",
    "hello, UNRECOGNISED_INPUT, 0",
    "]C0ABC, UNSUPPORTED_SYMBOLOGY, 0",
    "]d1010030001012345521A, UNSUPPORTED_SYMBOLOGY, 0",
    "'[)>\u001e06\u001d9N110375286414\u001d1T12345\u001e\u0004', NOT_GS1_FORMAT_06, 0",
    "00300010123456, WRONG_CHECK_DIGIT, 13",
    "0100300010123456, WRONG_CHECK_DIGIT, 15",
    "]d20100300010123456, WRONG_CHECK_DIGIT, 18",
    "010030001012345, VALUE_TOO_SHORT, 15",
    "01003000101234552112345678901234567890A, VALUE_TOO_LONG, 38",
    "'0100300010123455\u001d9912~', INVALID_CHARACTER, 21",
    "010030001012345505X, UNKNOWN_AI, 16",
    "0100300010123455171313, VALUE_TOO_SHORT, 22",
    "010030001012345517131301, INVALID_DATE, 20",
    "010030001012345517130230, INVALID_DATE, 22",
    "'0100300010123455\u001d10\u001d21A', EMPTY_VALUE, 19",
    "'0100300010123455\u001d10A\u001d10B', CONTRADICTING_REPEAT, 23",
    "(01)00300010123455(10), EMPTY_VALUE, 22",
    "(01003000101234, BRACKET_SYNTAX, 0",
    "(05)1, UNKNOWN_AI, 0",
    "(01)00300010123455(05)1, UNKNOWN_AI, 18",
    "42284A, INVALID_CHARACTER, 5",
  })
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.8",
      name = "Problems are named with code and place")
  void whatIsWrongIsNamedWithItsPlace(String text, ProblemCode code, int position) {
    assertThat(Scan.read(text).problemList())
        .extracting(Problem::code, Problem::position)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(code, position));
  }

  @Test
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.8.5",
      name = "Configured substitutes of the separator")
  void substituteSeparatorIsReadWhereConfigured() {
    ScanOptions options = new ScanOptions(java.util.List.of("|", "{GS}"), 100);
    assertThat(ElementString.parse("0100300010123455" + "21S11|10A", options).orElseThrow().lot())
        .contains(new Lot("A"));
  }

  @Test
  void scanBeyondTheLimitIsRefused() {
    assertThat(Scan.read("1".repeat(8193)).problemList())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.INPUT_TOO_LONG);
  }

  @Test
  void logisticUnitComesBeforeTheItemsOnIt() {
    Scan scan = Scan.read("(00)403000112345678901(02)00300010123455(37)12").orElseThrow();
    assertThat(scan.epc()).isEqualTo(Result.ok(Sscc.of("403000112345678901")));
    assertThat(scan.data().contentGtin()).contains(Gtin.of("00300010123455"));
    assertThat(scan.data().count()).contains(12);
    assertThat(scan.data().companionProblems()).isEmpty();
  }

  @Test
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "4.13",
      name = "Required application identifiers")
  void missingAndExcludedCompanionsAreNamed() {
    assertThat(ElementString.parse("(21)A").orElseThrow().companionProblems())
        .extracting(Problem::message)
        .containsExactly("(21) needs (01) or (03) or (8006) beside it.");
    assertThat(
            ElementString.parse("(01)00300010123455(37)1(00)403000112345678901(02)00300010123455")
                .orElseThrow()
                .companionProblems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.EXCLUDED_COMPANION, ProblemCode.EXCLUDED_COMPANION);
  }

  @Test
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "4.15", name = "Bracketed syntax")
  void bracketInDataIsWrittenSoThatItIsReadBack() {
    ElementString data = ElementString.parse("0100300010123455" + "21A(10)B").orElseThrow();
    assertThat(data.bracketed()).isEqualTo("(01)00300010123455(21)A\\(10)B");
    assertThat(ElementString.parse(data.bracketed())).isEqualTo(Result.ok(data));
  }

  @Test
  @Feature(standard = Standard.DIGITAL_LINK, section = "4.12", name = "Canonical URI")
  void digitalLinkIsCanonical() {
    ElementString data =
        ElementString.parse("(17)270331(10)A/1(21)S 1".replace(' ', '+') + "(01)00300010123455")
            .orElseThrow();
    assertThat(data.digitalLink())
        .isEqualTo(Result.ok("https://id.gs1.org/01/00300010123455/10/A%2F1/21/S%2B1?17=270331"));
  }
}
