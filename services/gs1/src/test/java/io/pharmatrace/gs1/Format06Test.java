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

/** German packs; PPN 110375286414 and its PZN 03752864 are the IFA specification's example. */
class Format06Test {
  private static final String PACK =
      "[)>\u001e06\u001d9N110375286414\u001d1T12345ABCD\u001dD270600\u001dS12345ABCDEF98765\u001e\u0004";

  @ParameterizedTest
  @Feature(standard = Standard.ISO_15434, section = "06", name = "German PPN in format 06")
  @ValueSource(strings = {"", "]d1"})
  void contentsAreNamed(String symbology) {
    Format06 data = Format06.read(symbology + PACK + "\r\n").orElseThrow();
    assertThat(data.ppn()).contains(new Ppn("110375286414"));
    assertThat(data.serial()).contains(new Serial("12345ABCDEF98765"));
    assertThat(data.lot()).contains(new Lot("12345ABCD"));
    assertThat(data.expiry()).contains(ExpiryDate.of(LocalDate.of(2027, 6, 30)));
    assertThat(data.gtin()).contains(Gtin.of("04150037528643"));
    assertThat(data.fields())
        .extracting(Format06.Field::title)
        .containsExactly("PPN", "BATCH", "EXPIRY", "SERIAL");
  }

  @Test
  @Feature(standard = Standard.ISO_15434, section = "06", name = "German PPN in format 06")
  void scanOfItIsNamedAndNotTakenForGs1() {
    Problem problem = Scan.read(PACK).problemList().getFirst();
    assertThat(problem.code()).isEqualTo(ProblemCode.NOT_GS1_FORMAT_06);
    assertThat(problem.message())
        .endsWith("it carries 9N (PPN), 1T (BATCH), D (EXPIRY), S (SERIAL).")
        .doesNotContain("12345");
    assertThat(Scan.read("[)>\u001e06\u001d9N110375286415").problemList().getFirst().message())
        .contains("The check digits of the PPN are wrong");
    assertThat(Scan.read("[)>069N110375286414").problemList())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NOT_GS1_FORMAT_06);
  }

  @ParameterizedTest
  @Feature(standard = Standard.ISO_15434, section = "06", name = "Check digits of PPN and PZN")
  @CsvSource({
    "110375286414, ''",
    "110375286415, WRONG_CHECK_DIGIT",
    "110375286514, WRONG_CHECK_DIGIT",
    "1103752864, WRONG_CHECK_DIGIT",
    "11037528641, WRONG_CHECK_DIGIT",
    "1103752864a4, INVALID_CHARACTER",
    "1103752864-4, INVALID_CHARACTER",
    "1234, VALUE_TOO_SHORT",
    "12345678901234567890123, VALUE_TOO_LONG",
    "'', EMPTY_VALUE",
  })
  void ppnChecksItself(String text, String code) {
    assertThat(Ppn.parse(text).problemList().stream().map(p -> p.code().name()).toList())
        .isEqualTo(code.isEmpty() ? java.util.List.of() : java.util.List.of(code));
    if (!code.isEmpty()) {
      assertThatThrownBy(() -> new Ppn(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @Feature(standard = Standard.ISO_15434, section = "06", name = "Problems in format 06")
  @CsvSource({
    "9N110375286415, WRONG_CHECK_DIGIT, 19",
    "9N110375286414\u001d9N110375286414, CONTRADICTING_REPEAT, 22",
    "D271301, INVALID_DATE, 10",
    "S, EMPTY_VALUE, 8",
    "1234X, UNRECOGNISED_INPUT, 7",
    "x, UNRECOGNISED_INPUT, 7",
    "33L, EMPTY_VALUE, 10",
  })
  void problemHasItsPlace(String body, ProblemCode code, int position) {
    Problem problem = Format06.read("[)>\u001e06\u001d" + body).problemList().getFirst();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.position()).isEqualTo(position);
  }

  @Test
  @Feature(standard = Standard.ISO_15434, section = "05", name = "GS1 data in format 05")
  void gs1DataInAnEnvelopeIsRead() {
    assertThat(
            Scan.read("]d1[)>\u001e05\u001d0100300010123455" + "10A\u001d21B\u001e\u0004")
                .orElseThrow()
                .data()
                .bracketed())
        .isEqualTo("(01)00300010123455(10)A(21)B");
  }
}
