package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers send in front of, between and behind the data. */
class ReaderTest {
  private static final String GS = "\u001d";

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "5.1.2",
      name = "Symbology identifiers")
  @ValueSource(strings = {"]C1", "]e0", "]d2", "]Q3", "]J1"})
  void carrierOfElementStringsIsNamed(String symbology) {
    Scan scan = Scan.read(symbology + GS + "0100300010123455" + "21A" + GS + "\r\n").orElseThrow();
    assertThat(scan.symbology()).isEqualTo(symbology);
    assertThat(scan.data().bracketed()).isEqualTo("(01)00300010123455(21)A");
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "5.1.2",
      name = "Symbology identifiers")
  @CsvSource({
    "]E04006381333931, 04006381333931",
    "]E412345670, 00000012345670",
    "]I100300010123455, 00300010123455",
    "]d1https://example.org/01/00300010123455, 00300010123455",
    "]Q1HTTPS://EXAMPLE.ORG/01/00300010123455, 00300010123455",
    "]d1urn:epc:id:sgtin:030001.0012345.1, 00300010123455",
  })
  void carrierOfGtinOrWebAddressIsRead(String text, String gtin) {
    assertThat(Scan.read(text).orElseThrow().data().gtin()).contains(Gtin.of(gtin));
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "5.1.2",
      name = "Symbology identifiers")
  @ValueSource(strings = {"]A0123", "]C0ABC", "]L2ABC", "]d1hello", "]X0", "]E3400638133393112"})
  void otherBarcodeIsRefused(String text) {
    assertThat(Scan.read(text).problemList())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.UNSUPPORTED_SYMBOLOGY);
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "5.1.2",
      name = "Symbology identifiers")
  @CsvSource({
    "]E49506000134352, VALUE_TOO_LONG, 11",
    "]E0012345678905, VALUE_TOO_SHORT, 15",
    "]E012345670, VALUE_TOO_SHORT, 11",
    "]I196385074, VALUE_TOO_SHORT, 11",
    "]I04006381333931, VALUE_TOO_SHORT, 16",
    "]E04006381333932, WRONG_CHECK_DIGIT, 15",
  })
  void kindOfBarcodeHasItsNumberOfDigits(String text, ProblemCode code, int position) {
    assertThat(Scan.read(text).problemList())
        .extracting(Problem::code, Problem::position)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(code, position));
  }

  /** Also where the digits could be an element string, as (400) and (97). */
  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.9.1",
      name = "Wrong check digit of a GTIN alone")
  @ValueSource(
      strings = {"4006381333932", "9501101530004", "9781234567890", "4200638133393", "10123456"})
  void misreadDigitOfAGtinAloneIsTold(String text) {
    assertThat(Scan.read(text).problemList())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.WRONG_CHECK_DIGIT);
    assertThat(Scan.diagnose(text).repair()).isEmpty();
    assertThat(Scan.read("]C1" + text).isOk()).isTrue();
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "5.9",
      name = "Concatenated parts of composite symbols")
  @ValueSource(
      strings = {
        "]E04006381333931]e010ABC",
        "]E04006381333931|]e010ABC",
        "]e00104006381333931]e010ABC",
        "]e00104006381333931|]e110ABC",
        "]C10104006381333931]e010ABC",
      })
  void bothPartsOfACompositeSymbolAreOneReading(String text) {
    assertThat(Scan.read(text).orElseThrow().data().bracketed())
        .isEqualTo("(01)04006381333931(10)ABC");
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.8.5",
      name = "Configured substitutes of the separator")
  @ValueSource(strings = {"|", "^", "~", "{GS}", "<GS>", "#", "\u241d", "FNC1"})
  void substituteEndsAFieldWhereConfigured(String substitute) {
    ScanOptions options = new ScanOptions(List.of(substitute), 100);
    String text = "]d2" + "10A" + substitute + "0100300010123455" + "21B" + substitute + "240C";
    assertThat(Scan.read(text, options).orElseThrow().data().bracketed())
        .isEqualTo("(10)A(01)00300010123455(21)B(240)C");
    assertThat(Scan.read("]d210A" + GS + "21B", options).isOk()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "/", "]", "", "1234567890123"})
  void dataCannotStandForTheSeparator(String substitute) {
    assertThatThrownBy(() -> new ScanOptions(List.of(substitute), 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("separator");
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "4.15", name = "Bracketed syntax")
  @CsvSource({
    "(01)00300010123455(10)A, (01)00300010123455(10)A",
    "'(01) 00300010123455 (10) A ', (01)00300010123455(10)A",
    "(10)A\\(21)B, (10)A\\(21)B",
    "(10)A(B)C, (10)A\\(B)C",
    "(10)A(1, (10)A\\(1",
  })
  void bracketsOfIdentifiersAreToldFromBracketsOfData(String text, String bracketed) {
    assertThat(Scan.read(text).orElseThrow().data().bracketed()).isEqualTo(bracketed);
  }

  @ParameterizedTest
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "4.15", name = "Bracketed syntax")
  @CsvSource({
    "(9999)1, UNKNOWN_AI, 0",
    "(10)A(9999)1, UNKNOWN_AI, 5",
    "(10)\\(~, INVALID_CHARACTER, 6",
    "'(10)  ~', INVALID_CHARACTER, 6",
    "(1)1, UNKNOWN_AI, 0",
    "(1A)1, BRACKET_SYNTAX, 0",
    "(10)(21)A, EMPTY_VALUE, 4",
  })
  void problemInBracketedSyntaxHasItsPlace(String text, ProblemCode code, int position) {
    Problem problem = Scan.read(text).problemList().getFirst();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.position()).isEqualTo(position);
  }

  @Test
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "4.14",
      name = "Repeated application identifiers")
  void repeatIsReadOnceAndContradictionIsNamed() {
    assertThat(Scan.read("(10)A(99)X(10)A").orElseThrow().data().elements()).hasSize(2);
    assertThat(Scan.read("(10)A(99)X(10)a").problemList())
        .extracting(Problem::code, Problem::ai)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(ProblemCode.CONTRADICTING_REPEAT, "10"));
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "4.13",
      name = "Required application identifiers")
  @CsvSource({
    "(02)00300010123455(37)12(00)403000112345678901, ''",
    "(02)00300010123455(37)12, 37",
    "(10)A, 10",
    "(250)A(01)00300010123455(21)B, ''",
    "(250)A(01)00300010123455, 250",
    "(3925)12599(01)00300010123455(3100)654321, ''",
    "(3925)12599(01)00300010123455, 3925",
    "(8030)ABC(01)00300010123455, 8030",
    "(8030)ABC(253)4012345678901, 8030",
    "(8030)ABC(253)4012345678901A, ''",
    "(8030)ABC(255)4012345678901, 8030",
    "(8030)ABC(8003)00614141123452, 8030",
    "(8030)ABC(8003)006141411234521, ''",
    "(17)270331(255)4012345678901, ''",
    "(254)A(414)0300011111215, ''",
  })
  void missingCompanionIsNamed(String text, String ai) {
    assertThat(Scan.read(text).orElseThrow().data().companionProblems())
        .filteredOn(problem -> problem.code() == ProblemCode.MISSING_COMPANION)
        .extracting(Problem::ai)
        .isEqualTo(ai.isEmpty() ? List.of() : List.of(ai));
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "4.14",
      name = "Excluding application identifiers")
  @CsvSource({
    "(01)00300010123455(02)00300010123455",
    "(01)00300010123455(255)4012345678901",
    "(21)A(235)B",
    "(3940)1234(3941)9999",
    "(3100)000001(3101)000001",
    "(8017)061414112345678902(8018)061414112345678902",
    "(420)A(421)276B",
  })
  void excludedCompanionIsNamedOnce(String text) {
    assertThat(Scan.read(text).orElseThrow().data().companionProblems())
        .extracting(Problem::code)
        .containsOnlyOnce(ProblemCode.EXCLUDED_COMPANION);
  }

  @Test
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.8",
      name = "Canonical order of every form")
  void everyFormIsWrittenFromTheOthersInCanonicalOrder() {
    String element = "0100300010123455" + "17270331" + "10A" + GS + "21B";
    String link = "https://id.gs1.org/01/00300010123455/10/A/21/B?17=270331";
    String bracketed = "(01)00300010123455(17)270331(10)A(21)B";
    assertThat(List.of("(21)B(10)A(17)270331(01)00300010123455", element, link, bracketed))
        .allSatisfy(
            text -> {
              ElementString data = Scan.read(text).orElseThrow().data();
              assertThat(data.elementString()).isEqualTo(element);
              assertThat(data.digitalLink()).isEqualTo(Result.ok(link));
              assertThat(data.canonical().bracketed()).isEqualTo(bracketed);
              assertThat(data.epc().orElseThrow().tryUrn(6))
                  .isEqualTo(Result.ok("urn:epc:id:sgtin:030001.0012345.B"));
              assertThat(data.epc().orElseThrow().tryUrn(5).isOk()).isFalse();
            });
  }
}
