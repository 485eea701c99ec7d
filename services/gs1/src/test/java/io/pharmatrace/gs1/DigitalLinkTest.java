package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Web addresses with GS1 keys. */
class DigitalLinkTest {

  private static void assertReads(String uri, String bracketed) {
    assertThat(DigitalLink.parse(uri).orElseThrow().bracketed()).isEqualTo(bracketed);
  }

  private static void assertRefused(String uri, ProblemCode code, int position) {
    assertThat(DigitalLink.parse(uri).problemList())
        .extracting(Problem::code, Problem::position)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(code, position));
  }

  @ParameterizedTest
  @Feature(standard = Standard.DIGITAL_LINK, section = "4.10", name = "Any domain and path prefix")
  @ValueSource(
      strings = {
        "https://a/01/00300010123455",
        "HTTP://EXAMPLE.ORG/01/00300010123455",
        "https://xn--bcher-kva.example:8443/some/shop/01/00300010123455",
        "https://[2001:db8::1]/01/00300010123455/",
        "https://192.0.2.1/00/faux/01/00300010123455",
        "https://a/10/X/21/Y/01/00300010123455",
        "https://a/01/300010123455#fragment",
        "https://a//01/00300010123455?",
      })
  void keyIsFoundAtTheEndOfThePath(String uri) {
    assertReads(uri, "(01)00300010123455");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a/414/0300011111215/01/00300010123455/21/A",
        "https://a/01/21/01/00300010123455/21/A",
        "https://a/01/00300010123455/10/B/01/00300010123455/21/A",
        "https://a/00/shop/01/00300010123455/21/A",
        "https://a/x/01/00300010123455/21/A/",
      })
  void keyNearestToTheEndCountsWhateverStandsBeforeIt(String uri) {
    assertReads(uri, "(01)00300010123455(21)A");
  }

  @ParameterizedTest
  @Feature(standard = Standard.DIGITAL_LINK, section = "4.9", name = "Key qualifiers")
  @CsvSource({
    "01/00300010123455/22/A/10/B/21/C, (01)00300010123455(22)A(10)B(21)C",
    "01/00300010123455/22/A/21/C, (01)00300010123455(22)A(21)C",
    "01/00300010123455/235/A, (01)00300010123455(235)A",
    "8006/003000101234550102/22/A/10/B/21/C, (8006)003000101234550102(22)A(10)B(21)C",
    "414/0300011111215/254/A, (414)0300011111215(254)A",
    "414/0300011111215/7040/1ABC, (414)0300011111215(7040)1ABC",
    "415/0300011111215/8020/A, (415)0300011111215(8020)A",
    "417/0300011111215/7040/1ABC, (417)0300011111215(7040)1ABC",
    "8004/0300A/7040/1ABC, (8004)0300A(7040)1ABC",
    "8010/0300A/8011/1, (8010)0300A(8011)1",
    "8017/061414112345678902/8019/1, (8017)061414112345678902(8019)1",
    "8018/061414112345678902/8019/1, (8018)061414112345678902(8019)1",
    "00/403000112345678901, (00)403000112345678901",
    "253/4012345678901A, (253)4012345678901A",
    "255/40123456789011, (255)40123456789011",
    "401/0300A, (401)0300A",
    "402/06141411234567890, (402)06141411234567890",
    "8003/00614141123452400, (8003)00614141123452400",
    "8013/1987654Ad4X4bL5ttr2310c2K, (8013)1987654Ad4X4bL5ttr2310c2K",
  })
  void everyKeyAndItsQualifiersAreRead(String path, String bracketed) {
    assertReads("https://example.org/" + path, bracketed);
    String canonical =
        DigitalLink.parse("https://a/" + path).orElseThrow().digitalLink().orElseThrow();
    assertThat(canonical).isEqualTo("https://id.gs1.org/" + path);
  }

  @ParameterizedTest
  @Feature(standard = Standard.DIGITAL_LINK, section = "4.9", name = "Key qualifiers")
  @CsvSource({
    "https://a/01/00300010123455/21/A/10/B, DIGITAL_LINK_UNEXPECTED_AI, 36",
    "https://a/01/00300010123455/10/B/235/A, DIGITAL_LINK_UNEXPECTED_AI, 37",
    "https://a/00/403000112345678901/10/B, DIGITAL_LINK_UNEXPECTED_AI, 35",
    "https://a/21/A, DIGITAL_LINK_NO_KEY, 10",
    "https://a/01, DIGITAL_LINK_NO_KEY, 10",
    "https://a/01/00300010123455/10/, EMPTY_VALUE, 31",
    "https://a/01/00300010123455/10/?17=270331, EMPTY_VALUE, 31",
    "https://a/x/01/, EMPTY_VALUE, 15",
    "https://a/x/10/, DIGITAL_LINK_NO_KEY, 10",
    "https://a/01/00300010123455/235/A/10/, DIGITAL_LINK_NO_KEY, 10",
    "https://a/gtin/00300010123455, DIGITAL_LINK_NO_KEY, 10",
    "https://a/01//00300010123455, DIGITAL_LINK_NO_KEY, 10",
    "https://a/01/00300010123455/10/Ahttps://b/01/00300010123455, INVALID_URI, 37",
  })
  void pathThatIsNoneOfThemIsRefused(String uri, ProblemCode code, int position) {
    assertRefused(uri, code, position);
  }

  @ParameterizedTest
  @Feature(standard = Standard.DIGITAL_LINK, section = "4.11", name = "Query attributes")
  @CsvSource({
    "17=270331&3103=000195, (01)00300010123455(17)270331(3103)000195",
    "17=270331;99=A, (01)00300010123455(17)270331(99)A",
    "&&99=A&&&98=B&, (01)00300010123455(99)A(98)B",
    "linkType=gs1:pip&99=A&debug, (01)00300010123455(99)A",
    "url=https://example.org/x&99=A, (01)00300010123455(99)A",
  })
  void attributesAreReadAndOtherParametersIgnored(String query, String bracketed) {
    assertReads("https://a/01/00300010123455?" + query, bracketed);
  }

  @ParameterizedTest
  @Feature(standard = Standard.DIGITAL_LINK, section = "4.11", name = "Query attributes")
  @CsvSource({
    "99=, EMPTY_VALUE, 31",
    "99, DIGITAL_LINK_UNEXPECTED_AI, 28",
    "999=A, DIGITAL_LINK_UNEXPECTED_AI, 28",
    "89=A, DIGITAL_LINK_UNEXPECTED_AI, 28",
    "8200=A, DIGITAL_LINK_UNEXPECTED_AI, 28",
    "21=A, DIGITAL_LINK_UNEXPECTED_AI, 28",
    "10=A, DIGITAL_LINK_UNEXPECTED_AI, 28",
    "99=A&99=A, DIGITAL_LINK_UNEXPECTED_AI, 33",
    "01=00300010123455, DIGITAL_LINK_UNEXPECTED_AI, 28",
    "17=271331, INVALID_DATE, 33",
  })
  void parameterThatIsNoAttributeIsRefused(String query, ProblemCode code, int position) {
    assertRefused("https://a/01/00300010123455?" + query, code, position);
  }

  @ParameterizedTest
  @Feature(standard = Standard.DIGITAL_LINK, section = "4.8", name = "Percent-encoding")
  @CsvSource({
    "/21/A%2FB, (01)00300010123455(21)A/B",
    "/21/A%2fB, (01)00300010123455(21)A/B",
    "/21/A+B, (01)00300010123455(21)A+B",
    "/21/%41, (01)00300010123455(21)A",
    "?99=A%26B%3DC, (01)00300010123455(99)A&B=C",
    "?4302=A%2520B&00=403000112345678901," + " (01)00300010123455(4302)A%20B(00)403000112345678901",
  })
  void dataIsDecodedOnce(String rest, String bracketed) {
    assertReads("https://a/01/00300010123455" + rest, bracketed);
  }

  @ParameterizedTest
  @Feature(standard = Standard.DIGITAL_LINK, section = "4.8", name = "Percent-encoding")
  @CsvSource({
    "/21/A%, INVALID_PERCENT_ENCODING, 32",
    "/21/A%4, INVALID_PERCENT_ENCODING, 32",
    "/21/A%zz, INVALID_PERCENT_ENCODING, 32",
    "/21/A%00, INVALID_CHARACTER, 32",
    "/21/%41%C3%A9, INVALID_CHARACTER, 34",
    "/21/A\"B, INVALID_URI, 32",
    "/21/Aé, INVALID_URI, 32",
    "?99=A+B, INVALID_CHARACTER, 32",
  })
  void whatIsNotEncodedRightIsRefused(String rest, ProblemCode code, int position) {
    assertRefused("https://a/01/00300010123455" + rest, code, position);
  }

  /** A logistic unit before the item on it; another key where the first gives no link. */
  @ParameterizedTest
  @Feature(
      standard = Standard.DIGITAL_LINK,
      section = "4.12",
      name = "One canonical link whatever the order of elements")
  @CsvSource({
    "(00)106141412345678908(01)09506000134352(21)A,"
        + " https://id.gs1.org/01/09506000134352/21/A?00=106141412345678908",
    "(01)09506000134352(21)A(00)106141412345678908,"
        + " https://id.gs1.org/01/09506000134352/21/A?00=106141412345678908",
    "(37)2(02)09506000134352(00)106141412345678908,"
        + " https://id.gs1.org/00/106141412345678908?02=09506000134352&37=2",
  })
  void orderOfElementsDoesNotMatter(String bracketed, String uri) {
    assertThat(Scan.read(bracketed).orElseThrow().data().digitalLink()).isEqualTo(Result.ok(uri));
  }

  @Test
  void batchBesideThirdPartySerialIsAnAttribute() {
    // Of the two sequences of qualifiers only the one of (235) leaves nothing over that is none.
    String uri = "https://id.gs1.org/01/37021484892060/235/y?10=e";
    ElementString data = Scan.read("(01)37021484892060(10)e(235)y").orElseThrow().data();
    assertThat(data.digitalLink()).isEqualTo(Result.ok(uri));
    assertThat(DigitalLink.parse(uri).orElseThrow().elements())
        .containsExactlyInAnyOrderElementsOf(data.elements());
  }

  @ParameterizedTest
  @CsvSource({
    "(01)37021484892060(235)y(22)e, (235) has no place in a Digital Link with (01) and (22).",
    "(10)e, 'A Digital Link needs a GS1 key, for example a GTIN or an SSCC.'",
  })
  void whyThereIsNoLinkIsTold(String bracketed, String message) {
    assertThat(Scan.read(bracketed).orElseThrow().data().digitalLink().problemList())
        .extracting(Problem::message)
        .containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:pw@a/01/00300010123455, name or password of a user",
    "https://a, not a web address with a path",
    "https://a_b.c/01/00300010123455, the name of a host may not hold \"_\"",
    "https://a%20b/01/00300010123455, the name of a host may not hold \"%\"",
    "https://b\u00fccher/01/00300010123455, may not hold the character U+00FC; the name of a host",
    "https://a/01/00300010123455/10/\u00fc, may not hold the character U+00FC; in data",
    "https://a/01/00300010123455/21/A23456789012345678901, has 21 characters where 20 fit.",
  })
  void reasonIsTheRightOne(String uri, String part) {
    assertThat(Scan.read(uri).problemList())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains(part)
        .endsWith(".");
    assertThat(Scan.diagnose(uri)).isEqualTo(Diagnosis.NONE);
  }
}
