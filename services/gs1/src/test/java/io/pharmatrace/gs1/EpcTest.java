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

  // Examples of the EPC Tag Data Standard; those of 030001 from a GS1 US example of DSCSA.

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.1", name = "SGTIN")
  @CsvSource({
    "urn:epc:id:sgtin:030001.0012345.11, https://id.gs1.org/01/00300010123455/21/11",
    "urn:epc:id:sgtin:0614141.112345.400, https://id.gs1.org/01/10614141123459/21/400",
    "urn:epc:id:sgtin:0614141.112345.a%2Fb.c%25, https://id.gs1.org/01/10614141123459/21/a%2Fb.c%25",
  })
  void sgtin(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.2", name = "SSCC")
  @CsvSource({
    "urn:epc:id:sscc:030001.41234567890, https://id.gs1.org/00/403000112345678901",
  })
  void sscc(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.3", name = "SGLN")
  @CsvSource({
    "urn:epc:id:sgln:030001.111121.0, https://id.gs1.org/414/0300011111215",
    "urn:epc:id:sgln:0614141.12345.400, https://id.gs1.org/414/0614141123452/254/400",
  })
  void sgln(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "8.1", name = "GTIN as a class")
  @CsvSource({
    "urn:epc:idpat:sgtin:030001.1012345.*, https://id.gs1.org/01/10300010123452",
  })
  void gtin(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.4.1", name = "LGTIN")
  @CsvSource({
    "urn:epc:class:lgtin:4012345.012345.998877, https://id.gs1.org/01/04012345123456/10/998877",
  })
  void lgtin(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.4", name = "GRAI")
  @CsvSource({
    "urn:epc:id:grai:0614141.12345.400, https://id.gs1.org/8003/00614141123452400",
    "urn:epc:idpat:grai:0614141.12345.*, https://id.gs1.org/8003/00614141123452",
  })
  void grai(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.5", name = "GIAI")
  @CsvSource({
    "urn:epc:id:giai:0614141.12345400, https://id.gs1.org/8004/061414112345400",
  })
  void giai(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.6", name = "GSRN")
  @CsvSource({
    "urn:epc:id:gsrn:0614141.1234567890, https://id.gs1.org/8018/061414112345678902",
    "urn:epc:id:gsrnp:0614141.1234567890, https://id.gs1.org/8017/061414112345678902",
  })
  void gsrn(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.8", name = "GDTI")
  @CsvSource({
    "urn:epc:id:gdti:0614141.12345.400, https://id.gs1.org/253/0614141123452400",
    "urn:epc:idpat:gdti:0614141.12345.*, https://id.gs1.org/253/0614141123452",
  })
  void gdti(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.10", name = "GCN")
  @CsvSource({
    "urn:epc:id:sgcn:4012345.67890.04711, https://id.gs1.org/255/401234567890104711",
    "urn:epc:idpat:sgcn:4012345.67890.*, https://id.gs1.org/255/4012345678901",
  })
  void gcn(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.9", name = "CPID")
  @CsvSource({
    "urn:epc:id:cpi:0614141.123ABC.123456789, https://id.gs1.org/8010/0614141123ABC/8011/123456789",
    "urn:epc:id:cpi:0614141.123%23%2FABC.1, https://id.gs1.org/8010/0614141123%23%2FABC/8011/1",
    "urn:epc:idpat:cpi:0614141.123ABC.*, https://id.gs1.org/8010/0614141123ABC",
  })
  void cpid(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.12", name = "ITIP")
  @CsvSource({
    "urn:epc:id:itip:4012345.012345.01.02.987, https://id.gs1.org/8006/040123451234560102/21/987",
    "urn:epc:idpat:itip:4012345.012345.01.02.*, https://id.gs1.org/8006/040123451234560102",
  })
  void itip(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.13", name = "UPUI")
  @CsvSource({
    "urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7`, ''",
    "urn:epc:id:upui:1234567.089456.51qIgY)%3C%26Jp3*j7, https://id.gs1.org/01/01234567894560/235/51qIgY%29%3C%26Jp3%2Aj7",
  })
  void upui(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.14", name = "PGLN")
  @CsvSource({
    "urn:epc:id:pgln:1234567.89012, https://id.gs1.org/417/1234567890128",
  })
  void pgln(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.11", name = "GINC")
  @CsvSource({
    "urn:epc:id:ginc:0614141.xyz3311cba, https://id.gs1.org/401/0614141xyz3311cba",
  })
  void ginc(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  @ParameterizedTest
  @Feature(standard = Standard.TDS, section = "6.3.11", name = "GSIN")
  @CsvSource({
    "urn:epc:id:gsin:0614141.123456789, https://id.gs1.org/402/06141411234567890",
  })
  void gsin(String urn, String digitalLink) {
    assertSame(urn, digitalLink);
  }

  private static void assertSame(String urn, String digitalLink) {
    Result<EpcUrn> read = EpcUrn.parse(urn);
    if (digitalLink.isEmpty()) {
      assertThat(read.problemList())
          .extracting(Problem::code)
          .containsExactly(ProblemCode.INVALID_CHARACTER);
      return;
    }
    assertThat(read.orElseThrow().epc().digitalLink()).isEqualTo(digitalLink);
    assertThat(read.orElseThrow()).hasToString(urn);
    assertThat(Epc.parse(digitalLink)).isEqualTo(Epc.parse(urn));
  }

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
