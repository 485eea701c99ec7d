package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is looked up where no single reading can be offered. */
@Feature(standard = Standard.READERS, section = "7", name = "What a spoilt scan may have said")
class AlternativesTest {
  private static final int PACKS = 200;

  private static List<String> alternatives(String text) {
    return Scan.alternatives(text).stream()
        .map(repair -> repair.scan().data().bracketed())
        .toList();
  }

  /** How many of 200 packs are among them: the table in the module's README. */
  @ParameterizedTest
  @CsvSource({
    "lost separators, 173",
    "known substitute, 198",
    "sign as substitute, 164",
    "caps lock, 200",
    "capitals only, 36",
    "swapped Y and Z, 200",
    "US reader, 192",
    "any two layouts, 162",
    "US reader and lock, 181",
    "lost start, 114",
    "doubled, 191",
  })
  void packIsMostlyAmongThem(String fault, int known) {
    SpoiltScans scans = new SpoiltScans(NoWrongRepairTest.SEED);
    UnaryOperator<String> spoil = scans.fault(fault);
    int found = 0;
    for (int i = 0; i < PACKS; ) {
      String pack = scans.pack();
      String spoilt = spoil.apply(pack);
      if (!spoilt.equals(pack)) {
        List<Repair> alternatives = Scan.alternatives(spoilt);
        assertThat(alternatives).hasSizeLessThanOrEqualTo(5);
        found += alternatives.stream().anyMatch(r -> SpoiltScans.saysSame(r.scan(), pack)) ? 1 : 0;
        i++;
      }
    }
    assertThat(found).isGreaterThanOrEqualTo(known);
  }

  @ParameterizedTest
  @CsvSource({
    // Valid as it stands, with what else it may say.
    "010030001012345510A1231727033121S11, (01)00300010123455(10)A123(17)270331(21)S11",
    // A reading of the four fields of a pack comes before one with a national number.
    "0100300010123455172703311012345671098217109A2, (01)00300010123455(17)270331(10)12345671098(21)7109A2",
    // A sign that stands for the separator, or belongs to the batch.
    "010943552474162617290100105963503/21S69K4BU,"
        + " (01)09435524741626(17)290100(10)5963503/(21)S69K4BU",
    // Caps lock.
    "]d2010030001012345521xK, (01)00300010123455(21)Xk",
  })
  void likeliestComesFirst(String text, String first) {
    assertThat(alternatives(text)).first().isEqualTo(first);
  }

  @Test
  void signMayBelongToTheDataOrStandForTheSeparator() {
    assertThat(alternatives("010943552474162617290100105963503/21S69K4BU"))
        .containsExactly(
            "(01)09435524741626(17)290100(10)5963503/(21)S69K4BU",
            "(01)09435524741626(17)290100(10)5963503(21)S69K4BU");
  }

  @Test
  void configuredSeparatorIsNoSignOfAFault() {
    ScanOptions options = new ScanOptions(List.of("|"), 100);
    assertThat(Scan.alternatives("010943552474162617290100105963503|2112345", options)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"010030001012345521123", "nothing", "''", "0100300010123456", "(01)00300010123455"})
  void whatNoFaultExplainsHasNone(String text) {
    assertThat(Scan.alternatives(text)).isEmpty();
  }
}
