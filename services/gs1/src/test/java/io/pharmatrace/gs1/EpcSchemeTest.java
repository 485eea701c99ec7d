package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every scheme of identifiers as EPC URN and as Digital Link. */
class EpcSchemeTest {

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
}
