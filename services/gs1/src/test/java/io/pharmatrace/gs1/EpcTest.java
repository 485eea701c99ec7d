package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EpcTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/01/00300010123455/21/11",
        "HTTP://shop.example:8080/some/path/01/0300010123455/10/LOT/21/11?17=261231&x=y#top",
        "https://id.gs1.org/01/300010123455/21/11/",
      })
  @Feature(standard = Standard.DIGITAL_LINK, section = "4.10", name = "Any domain and path prefix")
  void digitalLinkOfAnyDomainAndPrefixIsRead(String uri) {
    assertThat(Epc.parse(uri)).isEqualTo(Result.ok(Sgtin.of("00300010123455", "11")));
  }

  @ParameterizedTest
  @CsvSource({
    "'', INVALID_URI",
    "urn:, UNKNOWN_EPC_SCHEME",
    "urn:isbn:0451450523, UNKNOWN_EPC_SCHEME",
    "urn:epc:id:adi:W81X9C.3KL984PX1.2WMA52, UNKNOWN_EPC_SCHEME",
    "urn:epc:idpat:sscc:030001.4123456789*, UNKNOWN_EPC_SCHEME",
    "urn:epc:idpat:sgtin:030001.*.*, INVALID_EPC_URN",
    "urn:epc:id:sgtin:030001.0012345, INVALID_EPC_URN",
    "urn:epc:id:sgtin:030001.012345.1, INVALID_EPC_URN",
    "urn:epc:id:sgtin:03000.10012345.1, INVALID_EPC_URN",
    "urn:epc:id:sgtin:030001.0012345., EMPTY_VALUE",
    "urn:epc:id:sgtin:030001.0012345.%2, INVALID_PERCENT_ENCODING",
    "urn:epc:id:sgtin:030001.0012345.%7E, INVALID_CHARACTER",
    "urn:epc:id:sgtin:030001.0012345.123456789012345678901, VALUE_TOO_LONG",
    "urn:epc:id:gdti:0614141.12345., INVALID_EPC_URN",
    "ftp://id.gs1.org/01/00300010123455, INVALID_URI",
    "https://id.gs1.org, INVALID_URI",
    "https://id.gs1.org/, DIGITAL_LINK_NO_KEY",
    "https://id.gs1.org/gtin/00300010123455, DIGITAL_LINK_NO_KEY",
    "https://id.gs1.org/21/11, DIGITAL_LINK_NO_KEY",
    "https://id.gs1.org/01/00300010123455/21/1/10/A, DIGITAL_LINK_UNEXPECTED_AI",
    "https://id.gs1.org/01/00300010123455?21=1, DIGITAL_LINK_UNEXPECTED_AI",
    "https://id.gs1.org/01/00300010123455/21/%zz, INVALID_PERCENT_ENCODING",
    "https://id.gs1.org/01/00300010123456, WRONG_CHECK_DIGIT",
    "https://id.gs1.org/415/0300011111215/8020/1, NO_KEY",
  })
  @Feature(standard = Standard.TDS, section = "6", name = "What is no EPC is named")
  void whatIsNoIdentifierIsNamed(String uri, ProblemCode code) {
    assertThat(Epc.parse(uri).problemList()).extracting(Problem::code).containsExactly(code);
  }

  @Test
  @Feature(standard = Standard.TDS, section = "6.3.3", name = "SGLN")
  void extensionZeroMeansNoExtension() {
    assertThat(new Sgln(new Gln("0300011111215"), "0")).isEqualTo(Sgln.of("0300011111215"));
  }

  @Test
  void anotherKindOfIdentifierIsRefused() {
    assertThat(Sgtin.parse("urn:epc:id:sscc:030001.41234567890").problemList())
        .extracting(Problem::message)
        .containsExactly("This identifies a SSCC and not a SGTIN.");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5, 13})
  @Feature(standard = Standard.TDS, section = "6", name = "Length of the company prefix")
  void impossibleCompanyPrefixLengthIsRefused(int length) {
    Sscc sscc = Sscc.of("403000112345678901");
    assertThatThrownBy(() -> sscc.urn(length)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Feature(standard = Standard.TDS, section = "6", name = "Length of the company prefix")
  void assetNumberMustBeginWithThePrefix() {
    Giai giai = new Giai("12345A7890");
    assertThatThrownBy(() -> giai.urn(6)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void batchesAndPatternsNameClasses() {
    assertThat(Lgtin.of("00300010123455", "A").namesClass()).isTrue();
    assertThat(Gtin.of("00300010123455").namesClass()).isTrue();
    assertThat(Sgtin.of("00300010123455", "A").namesClass()).isFalse();
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3", name = "Place of what is wrong in an EPC URN")
  @CsvSource({
    "urn:epc:id:sgtin:03000.0012345.1, INVALID_EPC_URN, 17",
    "urn:epc:id:sgtin:030001.012345.1, INVALID_EPC_URN, 24",
    "urn:epc:id:sgtin:030001.0012345.A%23B, INVALID_CHARACTER, 33",
    "urn:epc:id:sgtin:030001.0012345.A23456789012345678901, VALUE_TOO_LONG, 52",
    "urn:epc:id:sgtin:030001.0012345.A%2, INVALID_PERCENT_ENCODING, 33",
    "urn:epc:id:sgtin:030001.0012345., EMPTY_VALUE, 32",
    "urn:epc:id:grai:030001.012345.A%23B, INVALID_CHARACTER, 31",
    "urn:epc:id:itip:030001.0012345.03.02.1, INVALID_FIELD, 31",
    "urn:epc:id:cpi:030001.A.B, INVALID_CHARACTER, 24",
  })
  void problemInUrnHasItsPlace(String urn, ProblemCode code, int position) {
    Problem problem = Scan.read(urn).problemList().getFirst();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.position()).isEqualTo(position);
    assertThat(problem.message()).doesNotContain("separator");
  }
}
