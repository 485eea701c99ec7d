package io.pharmatrace.epcis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Feature(
    standard = Standard.CBV,
    section = "8",
    name = "Identifiers as EPC URN and GS1 Digital Link")
class IdentifierTest {

  @ParameterizedTest
  @CsvSource({
    "urn:epc:id:sgtin:9521234.054321.AB%2F1, 01/09521234543213/21/AB%2F1",
    "urn:epc:id:sgtin:9521234.054321.a(1), 01/09521234543213/21/a%281%29",
    "urn:epc:class:lgtin:9521234.054321.L7, 01/09521234543213/10/L7",
    "urn:epc:idpat:sgtin:9521234.054321.*, 01/09521234543213",
    "urn:epc:id:upui:9521234.054321.u-1, 01/09521234543213/235/u-1",
    "urn:epc:id:itip:9521234.054321.01.02.7, 8006/095212345432130102/21/7",
    "urn:epc:id:sscc:9521234.1123456789, 00/195212341234567898",
    "urn:epc:id:sgln:9521234.00001.0, 414/9521234000013",
    "urn:epc:id:sgln:9521234.00001.bay-4, 414/9521234000013/254/bay-4",
    "urn:epc:id:pgln:9521234.00001, 417/9521234000013",
    "urn:epc:id:grai:9521234.00001.12, 8003/0952123400001312",
    "urn:epc:idpat:grai:9521234.00001.*, 8003/09521234000013",
    "urn:epc:id:gdti:9521234.00001.D9, 253/9521234000013D9",
    "urn:epc:id:sgcn:9521234.00001.55, 255/952123400001355",
    "urn:epc:id:giai:9521234.A-7, 8004/9521234A-7",
    "urn:epc:id:ginc:9521234.c7, 401/9521234c7",
    "urn:epc:id:gsin:9521234.123456789, 402/95212341234567891",
    "urn:epc:id:gsrn:9521234.1234567890, 8018/952123412345678905",
    "urn:epc:id:gsrnp:9521234.1234567890, 8017/952123412345678905",
    "urn:epc:id:cpi:9521234.C7.42, 8010/9521234C7/8011/42",
    "https://id.gs1.org/01/09521234543213/22/v2/10/L7/21/AB1, 01/09521234543213/21/AB1",
    "http://shop.example/a/b/gtin/9521234543213/lot/L7/?17=290131#x, 01/09521234543213/10/L7",
    "https://shop.example/01/95212340/, 01/00000095212340",
    "https://shop.example/01/09521234543213/21/a%2f1, 01/09521234543213/21/a%2F1",
    "https://shop.example/8018/952123412345678904/8019/3, 8018/952123412345678904",
  })
  void everySpellingOfAKeyHasOneCanonicalForm(String given, String path) {
    assertThat(new Identifier(given).canonical()).isEqualTo("https://id.gs1.org/" + path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:uuid:6d2f8f0e-0d34-4c0b-b1a8-0d6f4a7f9c11",
        "urn:epc:id:sgtin:9521234.054321",
        "urn:epc:id:sgtin:9521234.54321.1",
        "urn:epc:id:gid:1.2.3",
        "urn:epcglobal:cbv:bt:9521234000013:PO7",
        "https://shop.example/orders/401/list",
        "https://shop.example/01/123/21/x",
        "https://shop.example/01/09521234543213/99/x",
        "https://shop.example/01/09521234543213/21",
        "https://shop.example"
      })
  void whatIsNoKeyStaysAsItIs(String uri) {
    assertThat(new Identifier(uri).canonical()).isEqualTo(uri);
  }

  @Test
  void checkedIdentifierKnowsAWrongCheckDigit() {
    assertThat(new Identifier("https://id.gs1.org/01/09521234543213/21/A").epc().isOk()).isTrue();
    assertThat(new Identifier("https://id.gs1.org/01/09521234543214/21/A").epc().isOk()).isFalse();
  }

  @Test
  void spellingsOfOneThingAreTheSameThing() {
    assertThat(
            new Identifier("urn:epc:id:sgln:9521234.00001.0")
                .sameAs(new Identifier("https://x.example/414/9521234000013")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", ":x", "1a:b", "urn:", "urn:a b", "urn:a\u0000", "http:<x>"})
  void textThatIsNoUriIsRefused(String text) {
    assertThat(Identifier.parse(text)).isEmpty();
    assertThatThrownBy(() -> new Identifier(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 300)
  void canonicalFormIsFixedAndNothingThrows(@ForAll String tail) {
    for (String prefix :
        new String[] {
          "urn:epc:id:sgtin:9521234.054321.",
          "urn:epc:id:",
          "https://id.gs1.org/01/09521234543213/21/",
          "https://x.example/",
          "x:"
        }) {
      Identifier.parse(prefix + tail)
          .ifPresent(
              id -> {
                String once = id.canonical();
                assertThat(new Identifier(once).canonical()).isEqualTo(once);
              });
    }
  }
}
