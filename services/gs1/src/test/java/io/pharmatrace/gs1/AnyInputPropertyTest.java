package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No text makes a parser throw, and a problem always points into the text. */
class AnyInputPropertyTest {

  @Property
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.8",
      name = "No input makes a reader throw")
  void anyTextGivesAResult(@ForAll String text) {
    check(text);
  }

  @Property
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.8",
      name = "No input makes a reader throw")
  void textMadeOfTellingPartsGivesAResult(@ForAll("parts") List<String> parts) {
    check(String.join("", parts));
  }

  @Provide
  Arbitrary<List<String>> parts() {
    Arbitrary<String> known =
        Arbitraries.of(
            "]d2",
            "]C1",
            "]e0",
            "]",
            "\u001d",
            "(",
            ")",
            "\\(",
            "(01)",
            "(10)",
            "01",
            "10",
            "17",
            "21",
            "00",
            "8006",
            "415",
            "8020",
            "255",
            "253",
            "7040",
            "00300010123455",
            "261200",
            "%",
            "%2F",
            "https://",
            "id.gs1.org",
            "/",
            "?",
            "&",
            "=",
            "#",
            ";",
            "urn:epc:id:",
            "urn:epc:idpat:",
            "urn:epc:class:",
            "sgtin:",
            "lgtin:",
            "giai:",
            "cpi:",
            "itip:",
            "030001",
            ".",
            "0012345",
            "*",
            "[)>\u001e06\u001d",
            "\r\n",
            " ");
    Arbitrary<String> ai =
        Arbitraries.of(
            ApplicationIdentifier.all().stream().map(ApplicationIdentifier::ai).toList());
    return Arbitraries.oneOf(
            known,
            ai,
            Arbitraries.strings().numeric().ofMaxLength(15),
            Arbitraries.strings().ascii().ofMaxLength(3))
        .list()
        .ofMaxSize(12);
  }

  private static void check(String text) {
    assertSound(Scan.read(text), text);
    assertSound(ElementString.parse(text), text);
    assertSound(Epc.parse(text), text);
    assertSound(Gtin.parse(text), text);
    assertSound(Format06.read(text), text);
    assertSound(Ppn.parse(text), text);
    assertThat(Scan.diagnose(text).findings()).doesNotContainNull();
    assertThat(Scan.alternatives(text)).doesNotContainNull();
    assertSound(Gln.parse(text), text);
    assertSound(Sscc.parse(text), text);
    assertSound(Serial.parse(text), text);
    assertSound(ExpiryDate.parse(text), text);
    for (ApplicationIdentifier identifier : ApplicationIdentifier.all()) {
      Problem problem = identifier.check(text);
      int end = identifier.end(text, 0, text.length(), CharacterSet.DATA);
      assertThat(end == text.length()).isEqualTo(problem == null);
      if (problem != null) {
        assertThat(problem.position()).isBetween(0, text.length());
      }
    }
  }

  private static void assertSound(Result<?> result, String text) {
    for (Problem problem : result.problemList()) {
      assertThat(problem.position()).isBetween(0, text.length());
      assertThat(problem.message()).endsWith(".");
    }
  }
}
