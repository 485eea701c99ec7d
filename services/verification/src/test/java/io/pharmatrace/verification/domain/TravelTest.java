package io.pharmatrace.verification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pharmatrace.verification.domain.Travel.Point;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TravelTest {
  private static final Point BERLIN = new Point(52.5200, 13.4050);
  private static final Point LISBON = new Point(38.7223, -9.1393);
  private final Travel travel = new Travel(900, Duration.ofMinutes(15));

  @Test
  void distancesAreGreatCircles() {
    assertThat(BERLIN.distance(LISBON)).isCloseTo(2312, within(12.0));
    assertThat(BERLIN.distance(BERLIN)).isZero();
    // A quarter of the earth's circumference, of a sphere of 6371.0088 km.
    assertThat(new Point(0, 0).distance(new Point(90, 0))).isCloseTo(10007.6, within(0.1));
    assertThat(new Point(0, 0).distance(new Point(0, 180))).isCloseTo(20015.1, within(0.1));
  }

  @Test
  void distancesCrossTheDateLineAndThePole() {
    assertThat(new Point(0, 179.5).distance(new Point(0, -179.5))).isCloseTo(111.2, within(0.1));
    assertThat(new Point(89.5, 0).distance(new Point(89.5, 180))).isCloseTo(111.2, within(0.1));
  }

  @Test
  void whatAPlaneCannotDoIsImpossible() {
    assertThat(travel.isImpossible(900, Duration.ofMinutes(44))).isTrue();
    assertThat(travel.isImpossible(900, Duration.ofMinutes(45))).isFalse();
  }

  @Test
  void theOrderOfTheSightingsPlaysNoPart() {
    assertThat(travel.isImpossible(900, Duration.ofMinutes(-44))).isTrue();
    assertThat(travel.isImpossible(900, Duration.ofMinutes(-45))).isFalse();
  }

  @Test
  void clocksMayDifferAndASessionLastsAWhile() {
    assertThat(travel.isImpossible(225, Duration.ZERO)).isFalse();
    assertThat(travel.isImpossible(226, Duration.ZERO)).isTrue();
  }

  @Test
  void thereIsNoPointBeyondThePoles() {
    assertThatThrownBy(() -> new Point(90.1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Point(0, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
