package io.pharmatrace.epcis.query;

import static io.pharmatrace.epcis.query.Samples.assertMatch;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.epcis.query.Units.Meaning;
import io.pharmatrace.epcis.query.Units.Unit;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values in different units of one quantity. */
@Feature(
    standard = Standard.EPCIS,
    section = "8.2.7.1",
    name = "SimpleEventQuery: conversion of units of measure")
class UnitsTest {

  /** Two units of one quantity. */
  record Pair(Unit one, Unit two) {}

  @Provide
  Arbitrary<Pair> pairs() {
    List<Unit> units = List.copyOf(Units.all());
    return Arbitraries.of(units)
        .flatMap(
            one ->
                Arbitraries.of(
                        units.stream().filter(u -> u.quantity().equals(one.quantity())).toList())
                    .map(two -> new Pair(one, two)));
  }

  private static OptionalInt compare(BigDecimal value, Unit unit, BigDecimal other, Unit two) {
    return Units.compare(value, unit.code(), other, two.code(), Meaning.POINT);
  }

  /** Well-known equalities. */
  @ParameterizedTest
  @CsvSource({
    "100, CEL, 212, FAH",
    "100, CEL, 373.15, KEL",
    "-40, CEL, -40, FAH",
    "0, KEL, -459.67, FAH",
    "491.67, A48, 0, CEL",
    "1, LBR, 16, ONZ",
    "1, LBR, 453.59237, GRM",
    "0.25, KGM, 250000, MGM",
    "1, GLL, 128, OZA",
    "1, GLI, 160, OZI",
    "1, LTR, 1000, CMQ",
    "1, SMI, 5280, FOT",
    "1, KMH, 1000, M60",
    "36, KMH, 10, MTS",
    "1, DAY, 1440, MIN",
    "1, ATM, 760, UA",
    "1013.25, A97, 101.325, KPA",
    "1, BAR, 1000, MBR",
    "1, KWH, 3.6, 3B",
    "1, MCU, 37, 4N",
    "1, DD, 60, D61",
    "45, P1, 450000, 59",
    "1, DZN, 12, C62",
    "1, E64, 1024, AD",
    "1, GL, 1000, M1",
  })
  void unitsAgree(BigDecimal value, String unit, BigDecimal other, String two) {
    assertThat(Units.compare(value, unit, other, two, Meaning.POINT)).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource({
    "1, CEL, 1, P1",
    "1, EA, 1, H87",
    "1, MON, 30, DAY",
    "1, JOU, 1, NU",
    "1, ZZ, 1, KGM"
  })
  void whatHasNoCommonMeasureIsNotCompared(
      BigDecimal value, String unit, BigDecimal other, String two) {
    assertThat(Units.compare(value, unit, other, two, Meaning.POINT)).isEmpty();
  }

  @Test
  void anUnknownUnitIsComparedWithItself() {
    assertThat(Units.compare(BigDecimal.TWO, "ZZ", BigDecimal.ONE, "ZZ", Meaning.POINT))
        .hasValue(1);
  }

  @Test
  void aDistanceOnAScaleDoesNotDependOnItsZero() {
    BigDecimal five = BigDecimal.valueOf(5);
    BigDecimal nine = BigDecimal.valueOf(9);
    assertThat(Units.compare(five, "CEL", nine, "FAH", Meaning.DISTANCE)).hasValue(0);
    assertThat(Units.compare(five, "CEL", nine, "FAH", Meaning.POINT)).hasValue(1);
  }

  /** What is k times a common measure in one unit is so in the other, and a little more is more. */
  @Property(tries = 500)
  void theSameAmountIsEqualInEveryUnit(@ForAll("pairs") Pair pair, @ForAll BigDecimal k) {
    Unit one = pair.one();
    Unit two = pair.two();
    BigDecimal value = k.multiply(one.denominator()).multiply(two.numerator()).subtract(one.zero());
    BigDecimal other = k.multiply(one.numerator()).multiply(two.denominator()).subtract(two.zero());
    BigDecimal more = value.add(new BigDecimal("1e-60"));

    assertThat(compare(value, one, other, two)).hasValue(0);
    assertThat(compare(other, two, value, one)).hasValue(0);
    assertThat(compare(more, one, other, two)).hasValue(1);
    assertThat(compare(other, two, more, one)).hasValue(-1);
  }

  @Test
  void everyUnitHasACompanion() {
    assertThat(Units.all())
        .hasSizeGreaterThan(250)
        .allSatisfy(
            unit -> {
              assertThat(unit.code()).matches("[0-9A-Z]{2,3}");
              assertThat(unit.numerator()).isPositive();
              assertThat(unit.denominator()).isPositive();
              assertThat(Units.all())
                  .anyMatch(u -> !u.equals(unit) && u.quantity().equals(unit.quantity()));
            });
  }

  /** TCR-53 of the conformance requirements, step 26, is the first of these. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "EQ_type=Temperature&GE_value_KEL=299.15",
        "EQ_value_KEL=299.15",
        "EQ_value_FAH=78.8",
        "EQ_value_FAH=1|78.80",
        "LT_value_FAH=78.80001",
        "LE_minValue_KEL=293.15",
        "GE_maxValue_FAH=86",
        "EQ_meanValue_FAH=77.36",
        "EQ_sDev_KEL=0.1",
        "EQ_sDev_FAH=0.18",
        "EQ_percValue_KEL=285.85",
        "EQ_quantity_GRM=12500",
        "GT_quantity_LBR=27.5",
        "LE_quantity_TNE=0.0125",
      })
  void aValueMatchesInEveryUnit(String query) {
    assertMatch(Samples.OBJECT, query, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GE_value_KEL=299.16",
        "EQ_value_FAH=78.79999999999999",
        "GT_maxValue_FAH=86",
        "EQ_sDev_KEL=273.25",
        "GT_quantity_LBR=27.6",
        "EQ_quantity_GRM=200",
        "EQ_quantity_LTR=12.5",
        "EQ_value_P1=26",
      })
  void itDoesNotWhereItIsNotAsWanted(String query) {
    assertMatch(Samples.OBJECT, query, false);
  }
}
