package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is read back as the same value. */
class RoundTripPropertyTest {

  @Property
  @Feature(
      standard = Standard.GENERAL_SPECIFICATIONS,
      section = "7.8",
      name = "Every form of a scan means the same")
  void elementStringIsReadBack(@ForAll("packs") ElementString data) {
    ElementString read = Scan.read("]d2" + data.elementString()).orElseThrow().data();
    assertThat(read.elements()).containsExactlyInAnyOrderElementsOf(data.elements());
  }

  @Property
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "4.15", name = "Bracketed syntax")
  void bracketedFormIsReadBack(@ForAll("packs") ElementString data) {
    assertThat(Scan.read(data.bracketed()).orElseThrow().data()).isEqualTo(data);
  }

  @Property
  @Feature(standard = Standard.DIGITAL_LINK, section = "4.12", name = "Canonical URI")
  void digitalLinkIsReadBack(@ForAll("packs") ElementString data) {
    ElementString read = Scan.read(data.digitalLink().orElseThrow()).orElseThrow().data();
    assertThat(read.elements()).containsExactlyInAnyOrderElementsOf(data.elements());
  }

  @Property
  @Feature(
      standard = Standard.TDS,
      section = "6",
      name = "Round trip of every identifier through URN and Digital Link")
  void epcIsReadBackFromBothUris(@ForAll("epcs") Epc epc, @ForAll("prefixLengths") int length) {
    assertThat(Epc.parse(epc.digitalLink())).isEqualTo(Result.ok(epc));
    assertThat(EpcUrn.parse(epc.urn(length))).isEqualTo(Result.ok(new EpcUrn(epc, length)));
  }

  @Property
  @Feature(standard = Standard.GENERAL_SPECIFICATIONS, section = "7.9.1", name = "Check digit")
  void oneWrongDigitIsAlwaysFound(
      @ForAll("gtins") Gtin gtin, @ForAll("places") int place, @ForAll("changes") int change) {
    char[] digits = gtin.digits().toCharArray();
    digits[place] = (char) ('0' + (digits[place] - '0' + change) % 10);
    assertThat(Gtin.parse(new String(digits)).problemList())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.WRONG_CHECK_DIGIT);
  }

  @Provide
  Arbitrary<Integer> places() {
    return Arbitraries.integers().between(0, 13);
  }

  @Provide
  Arbitrary<Integer> changes() {
    return Arbitraries.integers().between(1, 9);
  }

  @Provide
  Arbitrary<Integer> prefixLengths() {
    return Arbitraries.integers().between(6, 12);
  }

  @Provide
  Arbitrary<Gtin> gtins() {
    return digits(13).map(CheckDigit::append).map(Gtin::new);
  }

  @Provide
  Arbitrary<ElementString> packs() {
    Arbitrary<Element> key = gtins().map(gtin -> new Element("01", gtin.digits()));
    Arbitrary<List<Element>> rest =
        Arbitraries.oneOf(
                set82(20).map(v -> new Element("10", v)),
                set82(20).map(v -> new Element("21", v)),
                set82(20).map(v -> new Element("22", v)),
                set82(30).map(v -> new Element("240", v)),
                set82(90).map(v -> new Element("99", v)),
                digits(6).map(v -> new Element("3103", v)),
                Arbitraries.of("260930", "261200", "280229").map(v -> new Element("17", v)),
                digits(10).map(v -> new Element("8005", v.substring(0, 6))))
            .list()
            .uniqueElements(Element::ai)
            .ofMaxSize(6);
    return Combinators.combine(key, rest)
        .as(
            (first, others) -> {
              List<Element> all = new java.util.ArrayList<>(others);
              all.add(others.size() / 2, first);
              return new ElementString(all);
            });
  }

  @Provide
  Arbitrary<Epc> epcs() {
    Arbitrary<Serial> serials = set82(20).map(Serial::new);
    Arbitrary<Gln> glns = digits(12).map(CheckDigit::append).map(Gln::new);
    Arbitrary<Sgln> places =
        Combinators.combine(glns, set82(20).injectNull(0.3)).as((gln, x) -> new Sgln(gln, x));
    return Arbitraries.oneOf(
        gtins(),
        Combinators.combine(gtins(), serials).as((gtin, serial) -> new Sgtin(gtin, serial)),
        Combinators.combine(gtins(), serials).as((gtin, s) -> new Lgtin(gtin, new Lot(s.value()))),
        Combinators.combine(gtins(), serials).as((gtin, s) -> new Itip(gtin, 1, 12, s)),
        Combinators.combine(gtins(), serials).as((gtin, s) -> new Upui(gtin, s.value())),
        digits(17).map(CheckDigit::append).map(Sscc::new),
        places,
        glns.map(Pgln::new),
        Combinators.combine(glns, serials)
            .as((gln, s) -> new Gdti(gln.digits(), s.value().substring(s.value().length() / 2))),
        Combinators.combine(glns, digits(9)).as((gln, s) -> new Gcn(gln.digits(), s)),
        digits(17).map(CheckDigit::append).map(d -> new Gsrn(Gsrn.Role.PROVIDER, d)),
        Combinators.combine(digits(12), set82(18)).as((prefix, rest) -> new Giai(prefix + rest)));
  }

  private static Arbitrary<String> digits(int length) {
    return Arbitraries.strings().numeric().ofLength(length);
  }

  private static Arbitrary<String> set82(int max) {
    return Arbitraries.strings()
        .withChars(CharacterSet.SET_82.characters().toCharArray())
        .ofMinLength(1)
        .ofMaxLength(max);
  }
}
