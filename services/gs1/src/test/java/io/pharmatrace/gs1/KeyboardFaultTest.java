package io.pharmatrace.gs1;

import static io.pharmatrace.gs1.FaultTest.assertRepaired;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As {@link FaultTest}, of faults of the keyboard: caps lock, layout, Y and Z. */
class KeyboardFaultTest {

  @ParameterizedTest
  @Feature(standard = Standard.READERS, section = "2", name = "Caps lock")
  @CsvSource({
    "]D2010030001012345521aBc, (01)00300010123455(21)AbC",
    "]q3010030001012345521s-1, (01)00300010123455(21)S-1",
    "]E0010030001012345521s-1, (01)00300010123455(21)S-1",
    "URN:EPC:ID:SGTIN:030001.0012345.aB, (01)00300010123455(21)Ab",
  })
  void capsLockIsUndone(String text, String bracketed) {
    assertRepaired(text, Fault.CAPS_LOCK, bracketed);
  }

  /** Small letters only are not to be expected: a program may have made the letters capitals. */
  @Test
  @Feature(standard = Standard.READERS, section = "2", name = "Caps lock")
  void capitalLettersBehindCapitalIdentifierMayBeOfAProgram() {
    assertThat(Scan.diagnose("]D2010030001012345521ABC").repair()).isEmpty();
    assertThat(Scan.diagnose("]D2010030001012345521123").repair()).isPresent();
  }

  @Nested
  @Feature(standard = Standard.READERS, section = "3", name = "Keyboard layout")
  class LayoutTest {

    /** What computers of these layouts write when a US reader types {@code ]d2...} or a bracket. */
    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        value = {
          // German, Spanish and Italian give + for ]; German moves Z and Y.
          "+d2010030001012345521SER, (01)00300010123455(21)SER",
          // French: digits need Shift, ] is $, A and Q are exchanged.
          "$dé&àà\"ààà&à&é\"'(('é&QR&, ``",
          "$déà&àà\"ààà&à&é\"'((é&QB&, (01)00300010123455(21)AB1",
          // Nordic and Swiss: ] is the dead key of the diaeresis.
          "¨d2010030001012345521SER, (01)00300010123455(21)SER",
          "ë0010030001012345521SER, (01)00300010123455(21)SER",
          // Brackets: Shift with 9 and 0.
          ")01=00300010123455)21=SER, (01)00300010123455(21)SER",
          // A Digital Link on a German keyboard, and its hyphen.
          "httpsÖ--id.gs1.org-01-00300010123455-21-A, (01)00300010123455(21)A",
          "httpsÑ--id.gs1.org-01-00300010123455-21-Aß, ``",
          // French with locked keys: digits come without Shift.
          "£D2010030001012345521qb, (01)00300010123455(21)AB",
          // The data alone tells: a semicolon that a German computer wrote as a letter.
          "010030001012345521Añ, ``",
          "010030001012345521Aæ, ``",
          "010030001012345521A£, ``",
          "urnÖepcÖidÖsgtinÖ030001.0012345.11, (01)00300010123455(21)11",
          // The reverse: a German reader's ) and ( on a US computer.
          "*01(00300010123455*21(SER, (01)00300010123455(21)SER",
        })
    void layoutIsUndone(String text, String bracketed) {
      if (bracketed.isEmpty()) {
        assertThat(Scan.diagnose(text).repair()).isEmpty();
      } else {
        assertRepaired(text, Fault.KEYBOARD_LAYOUT, bracketed);
      }
    }

    @Test
    void whereLayoutsDisagreeNothingIsChosen() {
      Diagnosis diagnosis = Scan.diagnose("+d2010030001012345521SERYZ");
      assertThat(diagnosis.readings())
          .extracting(repair -> repair.scan().data().bracketed())
          .containsExactlyInAnyOrder("(01)00300010123455(21)SERYZ", "(01)00300010123455(21)SERZY");
      assertThat(diagnosis.repair()).isEmpty();
    }

    @Test
    void layoutsAreNamed() {
      assertThat(Scan.diagnose("+d2010030001012345521SER").findings())
          .extracting(Finding::message)
          .singleElement()
          .asString()
          .contains("US, while this computer is set to German or Spanish or Italian");
    }

    @Test
    void layoutAndLostSeparatorsTogetherAreUndone() {
      Diagnosis diagnosis = Scan.diagnose("+d2010030001012345510A12345678901727033121S11");
      assertThat(diagnosis.findings())
          .extracting(Finding::fault)
          .containsExactly(Fault.KEYBOARD_LAYOUT, Fault.LOST_SEPARATORS);
      assertThat(diagnosis.repair().orElseThrow().scan().data().bracketed())
          .isEqualTo("(01)00300010123455(10)A1234567890(17)270331(21)S11");
    }
  }

  @Nested
  @Feature(standard = Standard.READERS, section = "4", name = "Swapped Y and Z")
  class SwappedTest {

    @Test
    void exchangeThatMadeTheTextInvalidIsUndone() {
      // The check character pair tells it; no other key differs.
      assertRepaired("80131987654YA108H", Fault.SWAPPED_Y_Z, "(8013)1987654ZA108H");
    }

    @Test
    void validTextHasTheExchangeAsAnAlternative() {
      assertThat(Scan.alternatives("]d2010030001012345521xY"))
          .extracting(
              repair -> repair.findings().getFirst().fault(),
              repair -> repair.scan().data().bracketed())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(Fault.CAPS_LOCK, "(01)00300010123455(21)Xy"),
              org.assertj.core.groups.Tuple.tuple(Fault.SWAPPED_Y_Z, "(01)00300010123455(21)xZ"));
      assertThat(Scan.alternatives("010030001012345521123")).isEmpty();
      assertThat(Scan.alternatives("nothing")).isEmpty();
    }
  }
}
