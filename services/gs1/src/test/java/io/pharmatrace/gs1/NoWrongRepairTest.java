package io.pharmatrace.gs1;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A wrong repair is the worst answer, as a person may take it: random packs, spoilt by every fault
 * and by pairs of faults.
 */
@Feature(standard = Standard.READERS, section = "7", name = "No repair is wrong")
class NoWrongRepairTest {
  static final long SEED = 20_261_121;
  private static final int PACKS = 40;

  private final SpoiltScans scans = new SpoiltScans(SEED);

  /** A spoilt scan and what became of it. */
  private record Outcome(String pack, String spoilt, Diagnosis diagnosis) {
    boolean isRight() {
      return diagnosis
          .repair()
          .filter(repair -> SpoiltScans.saysSame(repair.scan(), pack))
          .isPresent();
    }

    boolean isWrong() {
      return diagnosis.repair().isPresent() && !isRight();
    }
  }

  private List<Outcome> outcomes(UnaryOperator<String> fault, int packs) {
    return outcomes(scans::pack, fault, packs);
  }

  private static List<Outcome> outcomes(
      Supplier<String> source, UnaryOperator<String> fault, int count) {
    List<Outcome> outcomes = new ArrayList<>();
    while (outcomes.size() < count) {
      String pack = source.get();
      String spoilt = fault.apply(pack);
      if (!spoilt.equals(pack) && Scan.read(pack).isOk()) {
        outcomes.add(new Outcome(pack, spoilt, Scan.diagnose(spoilt)));
      }
    }
    return outcomes;
  }

  /** How many of 200 packs are still repaired: the table in the module's README. */
  @ParameterizedTest
  @CsvSource({
    "lost separators, 60",
    "known substitute, 127",
    "sign as substitute, 0",
    "caps lock, 53",
    "capitals only, 34",
    "swapped Y and Z, 0",
    "US reader, 94",
    "any two layouts, 58",
    "US reader and lock, 105",
    "lost start, 37",
    "doubled, 139",
  })
  void oneFaultIsRepairedRightlyOrNotAtAll(String fault, int right) {
    List<Outcome> outcomes = outcomes(scans.fault(fault), 5 * PACKS);
    assertThat(outcomes).noneMatch(Outcome::isWrong);
    assertThat(outcomes.stream().filter(Outcome::isRight).count()).isGreaterThanOrEqualTo(right);
  }

  static Stream<String> faults() {
    return new SpoiltScans(SEED)
        .stages().stream().flatMap(List::stream).filter(fault -> !fault.equals("swapped Y and Z"));
  }

  /** Most readings of a pack that is none are told from it by the fields that every pack has. */
  @ParameterizedTest
  @MethodSource("faults")
  void whatIsNoPackIsRepairedRightlyOrNotAtAll(String fault) {
    assertThat(outcomes(scans::other, scans.fault(fault), 5 * PACKS)).noneMatch(Outcome::isWrong);
  }

  static Stream<Arguments> pairs() {
    List<List<String>> stages = new SpoiltScans(SEED).stages();
    List<Arguments> pairs = new ArrayList<>();
    for (int first = 0; first < stages.size(); first++) {
      for (int second = first + 1; second < stages.size(); second++) {
        for (String one : stages.get(first)) {
          stages.get(second).stream()
              .filter(other -> !isTraceless(one, other))
              .forEach(other -> pairs.add(Arguments.of(one, other)));
        }
      }
    }
    return pairs.stream();
  }

  /** With the identifier gets lost what told that a program made capitals of all letters. */
  private static boolean isTraceless(String first, String second) {
    return first.equals("capitals only") && second.equals("lost start");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void twoFaultsAreRepairedRightlyOrNotAtAll(String first, String second) {
    UnaryOperator<String> one = scans.fault(first);
    UnaryOperator<String> other = scans.fault(second);
    assertThat(outcomes(text -> other.apply(one.apply(text)), PACKS)).noneMatch(Outcome::isWrong);
  }

  @Test
  void intactPackHasNoRepair() {
    for (int i = 0; i < 20 * PACKS; i++) {
      String pack = scans.pack();
      assertThat(Scan.diagnose(pack).repair()).as(pack).isEmpty();
    }
  }
}
