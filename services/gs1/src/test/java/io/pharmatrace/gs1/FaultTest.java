package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person at the counter is told, and offered, after a fault of scanner or keyboard. */
class FaultTest {
  private static final String GS = "\u001d";

  static void assertRepaired(String text, Fault fault, String bracketed) {
    Diagnosis diagnosis = Scan.diagnose(text);
    assertThat(diagnosis.findings()).extracting(Finding::fault).contains(fault);
    assertThat(diagnosis.readings())
        .extracting(repair -> repair.scan().data().bracketed())
        .containsExactly(bracketed);
    assertThat(diagnosis.repair()).isPresent();
  }

  private static void assertUnrepaired(String text, Fault fault) {
    Diagnosis diagnosis = Scan.diagnose(text);
    assertThat(diagnosis.findings()).extracting(Finding::fault).containsExactly(fault);
    assertThat(diagnosis.repair()).isEmpty();
  }

  @Nested
  @Feature(standard = Standard.READERS, section = "1", name = "Lost separators")
  class LostSeparatorsTest {

    @ParameterizedTest
    @CsvSource({
      "010030001012345510A12345678901727033121S11,"
          + " (01)00300010123455(10)A1234567890(17)270331(21)S11",
      "]d2010030001012345510A12345678901727033121S11,"
          + " (01)00300010123455(10)A1234567890(17)270331(21)S11",
      "01003000101234552112AB34CD56E817270331109XQ9,"
          + " (01)00300010123455(21)12AB34CD56E8(17)270331(10)9XQ9",
      "0100300010123455101234567A21721727033121SERIAL21,"
          + " (01)00300010123455(10)1234567A2172(17)270331(21)SERIAL21",
    })
    void onePossiblePackIsOffered(String text, String bracketed) {
      assertRepaired(text, Fault.LOST_SEPARATORS, bracketed);
    }

    @Test
    void separatorThatIsThereIsKept() {
      assertRepaired(
          "010030001012345510A123" + GS + "21SERIAL123456785617270331",
          Fault.LOST_SEPARATORS,
          "(01)00300010123455(10)A123(21)SERIAL1234567856(17)270331");
    }

    /** With what else the pack may have said. */
    @ParameterizedTest
    @CsvSource({
      // Another place for the separator.
      "0100300010123455172703311012345678902121ABCDE, (10)1234567890(21)21ABCDE",
      // A field of the company's own: (90).
      "01003000101234552112AB90CD56E817270331109XQ9, (90)CD56E8",
      // A sign that stands for the separator.
      "010943552474162617290100105963503/21S69K4BUX22CMNWMWNL7B, (10)5963503",
      // Exchanged Y and Z, which nothing in the text speaks against.
      "01003000101234552112AB34CD56E817270331109XY9, (10)9XZ9",
      // Caps lock, without a symbology identifier that would show it.
      "01003000101234552112ab34cd56e817270331109xq9, (10)9XQ9",
      // Another keyboard.
      "01003000101234552112AB34CD-6E817270331109XQ9, (21)12AB34CD/6E8",
    })
    void whereSomethingElseIsPossibleNothingIsOffered(String text, String other) {
      Diagnosis diagnosis = Scan.diagnose(text);
      assertThat(diagnosis.findings())
          .extracting(Finding::fault)
          .containsExactly(Fault.LOST_SEPARATORS);
      assertThat(diagnosis.readings()).as(other).isNotEmpty();
      assertThat(diagnosis.repair()).as(other).isEmpty();
    }

    @Test
    void wherePlacesAreTooManyNothingIsListed() {
      assertUnrepaired("0100300010123455" + "21A2345678901234567890B", Fault.LOST_SEPARATORS);
    }

    /** The data is valid: what else it could mean is told, and nothing is offered. */
    @ParameterizedTest
    @ValueSource(
        strings = {
          "010030001012345510A1231727033121S11",
          "010030001012345521S1110A12317270331",
          "]d201003000101234551727033110LOT721SER99",
        })
    void validDataThatMayHoldFurtherFieldsHasNoRepair(String text) {
      Diagnosis diagnosis = Scan.diagnose(text);
      assertThat(diagnosis.findings())
          .extracting(Finding::fault)
          .containsExactly(Fault.LOST_SEPARATORS);
      assertThat(diagnosis.readings()).hasSize(1);
      assertThat(diagnosis.repair()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "010030001012345517270331" + "10A21B" + GS + "21S11",
          "010030001012345521172703311017" + GS + "10B" + GS + "17270331",
          "0100300010123455" + "21A",
          "(01)00300010123455(10)A1231727033121S11",
          // This reader sends separators.
          "]d201090404796669712151027346468695" + GS + "17270331",
        })
    void wholePackAndLooksAlikeAreLeftAlone(String text) {
      assertThat(Scan.diagnose(text)).isEqualTo(Diagnosis.NONE);
    }
  }

  @ParameterizedTest
  @Feature(standard = Standard.READERS, section = "1", name = "Substituted separators")
  @ValueSource(
      strings = {
        "{GS}", "<GS>", "[GS]", "^]", "|", "~", "@", "\\x1D", "\u241d", "\u001e", " ", "#"
      })
  void substituteIsRecognised(String substitute) {
    assertRepaired(
        "]d2010030001012345510A12345678901234567" + substitute + "1727033121S11",
        Fault.SUBSTITUTED_SEPARATORS,
        "(01)00300010123455(10)A12345678901234567(17)270331(21)S11");
  }

  @Nested
  @Feature(standard = Standard.READERS, section = "5", name = "Truncated read")
  class TruncatedTest {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "01003000101",
          "]d201003000101234551727",
          "0100300010123455172703311",
          "0100300010123455" + "17270331" + "10",
          "(01)00300010123455(17)2703",
          "(01)00300010123455(1",
          "https://id.gs1.org/01/00300010123",
        })
    void missingEndIsToldAndNotGuessed(String text) {
      assertUnrepaired(text, Fault.TRUNCATED);
    }

    @ParameterizedTest
    @Feature(standard = Standard.READERS, section = "5", name = "Lost start of a read")
    @ValueSource(
        strings = {
          "d2010030001012345517270331" + "10A" + GS + "21S",
          "2010030001012345517270331" + "10A" + GS + "21S",
          "10030001012345517270331" + "10A" + GS + "21S",
          "0030001012345517270331" + "10A" + GS + "21S",
        })
    void missingStartIsPutBack(String text) {
      assertRepaired(text, Fault.LOST_START, "(01)00300010123455(17)270331(10)A(21)S");
    }
  }

  @Nested
  @Feature(standard = Standard.READERS, section = "6", name = "Doubled read")
  class DoubledTest {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "]d2010030001012345521S11]d2010030001012345521S11",
          "010030001012345521S11010030001012345521S11",
          "010030001012345521S11\r\n010030001012345521S11\r\n",
          "]d201003000]d2010030001012345521S11",
          "(01)00300010123455(21)S11\t(01)00300010123455(21)S11",
          "https://id.gs1.org/01/00300010123455/21/S11https://id.gs1.org/01/00300010123455/21/S11",
        })
    void oneOfTwoEqualReadsIsOffered(String text) {
      assertRepaired(text, Fault.DOUBLED, "(01)00300010123455(21)S11");
    }

    @Test
    void startOfWhichDigitsOfTheGtinMayBeLostIsNotPutBack() {
      // With 01 in front the check digit is right by chance; 01 and two digits more are missing.
      Diagnosis diagnosis =
          Scan.diagnose("46413044368210985053298" + GS + "21TFNPW5XQFKJPJQ45" + GS + "17280915");
      assertThat(diagnosis.repair()).isEmpty();
    }

    @Test
    void doubledGtinThatReadsAsSomethingElseIsFound() {
      assertRepaired("40063813339314006381333931", Fault.DOUBLED, "(01)04006381333931");
    }

    @ParameterizedTest
    @Feature(standard = Standard.READERS, section = "6", name = "Several barcodes in one read")
    @ValueSource(
        strings = {
          "]d2010030001012345521S11]d2010030001012345521S12",
          "010030001012345521S11\n010030001012345521S12",
        })
    void differentReadsAreToldAndNotChosenFrom(String text) {
      assertUnrepaired(text, Fault.SEVERAL_SCANS);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "0100300010123456",
        "]d20100300010123456",
        "https://id.gs1.org/01/00300010123455?99=AB+C",
        "(01)00300010123455(10)A(10)B",
        "[)>\u001e06\u001d9N110375286414\u001e\u0004",
        "]d2010030001012345517270331" + "10A" + GS + "21S",
      })
  void whatNoFaultExplainsHasNoDiagnosis(String text) {
    assertThat(Scan.diagnose(text)).isEqualTo(Diagnosis.NONE);
  }

  @Test
  void configuredSeparatorIsNoFault() {
    ScanOptions options = new ScanOptions(java.util.List.of("|"), 100);
    assertThat(Scan.diagnose("010030001012345510A|1727033121S", options)).isEqualTo(Diagnosis.NONE);
  }
}
