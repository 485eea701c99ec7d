package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Feature(
    standard = Standard.CBV,
    section = "8",
    name = "Identifiers converted between EPC URN and GS1 Digital Link")
class SpellingTest {
  private static final List<String> PREFIXES = List.of("061414", "9521234");

  @ParameterizedTest
  @CsvSource({
    "https://id.gs1.org/01/09521234543213/21/A%2FB, urn:epc:id:sgtin:9521234.054321.A%2FB",
    "https://id.gs1.org/01/09521234543213/10/L1, urn:epc:class:lgtin:9521234.054321.L1",
    "https://id.gs1.org/00/095212340000000013, urn:epc:id:sscc:9521234.0000000001",
    "https://id.gs1.org/414/9521234000013/254/7, urn:epc:id:sgln:9521234.00001.7",
    "https://id.gs1.org/417/9521234000013, urn:epc:id:pgln:9521234.00001",
    "https://id.gs1.org/8004/9521234A1, urn:epc:id:giai:9521234.A1"
  })
  void linkAndUrnAreSpelledAsEachOther(String link, String urn) {
    assertThat(Spelling.urn(PREFIXES).apply(link)).isEqualTo(urn);
    assertThat(Spelling.DIGITAL_LINK.apply(urn)).isEqualTo(link);
    assertThat(new Identifier(urn).canonical()).isEqualTo(new Identifier(link).canonical());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.gs1.org/01/04012345999990/21/1",
        "https://own.example/anything",
        "urn:epc:id:sgtin:9521234.054321.1",
        "https://id.gs1.org/8004/95A"
      })
  void whatHasNoneOfThePrefixesStays(String uri) {
    assertThat(Spelling.urn(PREFIXES).apply(uri)).isEqualTo(uri);
  }

  @Test
  void whatIsNoCompanyPrefixIsRefused() {
    assertThatThrownBy(() -> Spelling.urn(List.of("12345")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12345");
  }
}
