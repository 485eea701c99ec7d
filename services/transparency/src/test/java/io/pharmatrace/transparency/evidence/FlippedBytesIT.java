package io.pharmatrace.transparency.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.evidence.Report.Verdict;
import io.pharmatrace.transparency.path.RecordedJourney;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bundles of each kind with one byte altered at a time, to another hexadecimal digit where it is
 * one: the form alone does not find that. What the form finds, it finds in each kind alike, so the
 * other bits are flipped in one of them.
 */
class FlippedBytesIT {
  private static final int CASE = 0x20;
  private static final int NO_ASCII = 0x80;

  static Stream<Arguments> bundles() {
    TestBundles held = new TestBundles(new RecordedJourney().packed());
    TestBundles ended = new TestBundles(new RecordedJourney().dispensedByItsMaker());
    TestBundles dev = new TestBundles(new RecordedJourney().packed()).onADevelopmentChain();
    return Stream.of(
        Arguments.of("event", held.batchEvent(), TestBundles.TRUSTED, Verdict.VALID),
        Arguments.of("unit", held.batchUnit(), TestBundles.TRUSTED, Verdict.VALID),
        Arguments.of("custody", held.custody(false, 1, 2), TestBundles.TRUSTED, Verdict.VALID),
        Arguments.of("history", ended.custody(true, 2), TestBundles.TRUSTED, Verdict.VALID),
        Arguments.of(
            "development chain",
            dev.custody(true, 2),
            TestBundles.DEVELOPMENT,
            Verdict.NO_CONSENSUS));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bundles")
  void noFlipIsAccepted(String kind, Bundle bundle, TrustedNetwork trusted, Verdict honest) {
    byte[] file = bundle.write();
    BundleCheck check = new BundleCheck(Optional.of(trusted));

    assertThat(check.check(file).verdict()).isEqualTo(honest);
    for (int i = 0; i < file.length; i++) {
      byte before = file[i];
      refused(check, file, i, otherDigit(before));
      file[i] = before;
    }
  }

  @Test
  void noFlipOfAnotherBitIsAccepted() {
    byte[] file = new TestBundles(new RecordedJourney().packed()).batchEvent().write();
    BundleCheck check = new BundleCheck(Optional.of(TestBundles.TRUSTED));

    for (int i = 0; i < file.length; i++) {
      byte before = file[i];
      for (int mask : new int[] {0x01, CASE, NO_ASCII}) {
        refused(check, file, i, before ^ mask);
      }
      file[i] = before;
    }
  }

  private static void refused(BundleCheck check, byte[] file, int at, int value) {
    file[at] = (byte) value;
    if (check.check(file).verdict() != Verdict.INVALID) {
      throw new AssertionError("byte %d as %02x is accepted".formatted(at, value));
    }
  }

  private static int otherDigit(byte digit) {
    return switch (digit) {
      case '9' -> 'a';
      case 'f' -> '0';
      default -> digit + 1;
    };
  }
}
