package io.pharmatrace.custody.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.gs1.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Random serial numbers (Delegated Regulation (EU) 2016/161, article 4(b)(ii) and (c)). */
class SerialFormTest {
  private static final BigDecimal ONE_IN_TEN_THOUSAND = new BigDecimal("0.0001");

  @Property
  void theProbabilityToGuessANumberIsBelowOneInTenThousand(
      @ForAll @LongRange(min = 0) long existing) {
    SerialForm form = SerialForm.of(existing);
    assertThat(BigInteger.valueOf(existing).multiply(BigInteger.valueOf(10_000)))
        .isLessThan(BigInteger.valueOf(24).pow(form.length()));
    assertThat(form.guessProbability(existing)).isLessThanOrEqualTo(ONE_IN_TEN_THOUSAND);
  }

  @Property
  void noNumberIsLongerThanItHasToBe(@ForAll @LongRange(min = 0) long existing) {
    SerialForm form = SerialForm.of(existing);
    assertThat(
            form.length() == SerialForm.SHORTEST
                || !new SerialForm(form.length() - 1).holds(existing))
        .isTrue();
  }

  @Example
  void aNumberGrowsWhenOneInTenThousandOfItsFormExists() {
    long full = 24L * 24 * 24 * 24 * 24 * 24 * 24 * 24 * 24 * 24 * 24 * 24 / 10_000;
    assertThat(SerialForm.of(full).length()).isEqualTo(12);
    assertThat(SerialForm.of(full + 1).length()).isEqualTo(13);
    assertThat(SerialForm.of(Long.MAX_VALUE).length()).isLessThanOrEqualTo(20);
    assertThatThrownBy(() -> new SerialForm(11)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SerialForm(21)).isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void theAlphabetHasNoTwoCharactersThatLookAlikeAndNoneThatKeyboardsSwap() {
    assertThat(SerialForm.ALPHABET).hasSize(24).matches("[2-9A-Z]+");
    assertThat(SerialForm.ALPHABET.chars().distinct().count()).isEqualTo(24);
    for (String alike : new String[] {"0O", "1IL", "2Z", "5S", "8B", "UV", "YZ"}) {
      assertThat(alike.chars().filter(c -> SerialForm.ALPHABET.indexOf(c) >= 0).count())
          .as(alike)
          .isLessThanOrEqualTo(1);
    }
  }

  @Property(tries = 20)
  void asManyDifferentNumbersAreDrawnAsAreWanted(
      @ForAll @IntRange(min = 1, max = 5_000) int count,
      @ForAll @IntRange(min = 12, max = 20) int length) {
    Set<Serial> drawn = new SerialForm(length).draw(count, new SecureRandom());
    assertThat(drawn).hasSize(count);
    assertThat(drawn)
        .allSatisfy(serial -> assertThat(serial.value()).matches("[" + SerialForm.ALPHABET + "]+"))
        .allSatisfy(serial -> assertThat(serial.value()).hasSize(length));
  }

  /**
   * The bounds are exceeded by chance less than once in 10⁹ runs: chi-square of 23 and of 12 · 23
   * degrees of freedom. Taking bytes modulo 24, without leaving any out, gives some 2,300.
   */
  @Example
  void everyCharacterIsAsLikelyAsAnyOtherAtEveryPlace() {
    int numbers = 100_000;
    long[][] seen = new long[12][24];
    for (Serial serial : new SerialForm(12).draw(numbers, new SecureRandom())) {
      for (int i = 0; i < 12; i++) {
        seen[i][SerialForm.ALPHABET.indexOf(serial.value().charAt(i))]++;
      }
    }
    long[] all = new long[24];
    double places = 0;
    for (long[] place : seen) {
      places += chiSquare(place, numbers);
      for (int c = 0; c < 24; c++) {
        all[c] += place[c];
      }
    }
    assertThat(chiSquare(all, 12L * numbers)).isLessThan(100);
    assertThat(places).isLessThan(460);
  }

  /** What follows a character does not depend on it: pairs, 575 degrees of freedom. */
  @Example
  void noCharacterTellsTheNext() {
    long[] pairs = new long[24 * 24];
    for (Serial serial : new SerialForm(12).draw(100_000, new SecureRandom())) {
      for (int i = 0; i < 12; i += 2) {
        pairs[
            SerialForm.ALPHABET.indexOf(serial.value().charAt(i)) * 24
                + SerialForm.ALPHABET.indexOf(serial.value().charAt(i + 1))]++;
      }
    }
    assertThat(chiSquare(pairs, 600_000)).isLessThan(850);
  }

  private static double chiSquare(long[] seen, long all) {
    double expected = (double) all / seen.length;
    double sum = 0;
    for (long count : seen) {
      sum += (count - expected) * (count - expected) / expected;
    }
    return sum;
  }
}
