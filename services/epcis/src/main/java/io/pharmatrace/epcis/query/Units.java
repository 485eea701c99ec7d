package io.pharmatrace.epcis.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Compares values in different units of one quantity, as TCR-53 of EPCIS 2.0's conformance
 * requirements wants it: {@code GE_value_KEL} finds a temperature that was captured in {@code CEL}.
 * The arithmetic is exact, so that equal values are equal whatever the unit. Units are in {@code
 * units-of-measure.tsv}; one that is not there is compared with itself only. Thread-safe.
 */
final class Units {
  private static final String TABLE = "units-of-measure.tsv";

  /** What a value says. */
  enum Meaning {
    /** A point on a scale, such as a temperature. */
    POINT,
    /** A distance on it, such as a standard deviation: where the scale begins does not count. */
    DISTANCE
  }

  /**
   * A unit, whose values become values in the base unit of the quantity by adding the zero,
   * multiplying by the numerator and dividing by the denominator.
   */
  record Unit(
      String code,
      String quantity,
      BigDecimal numerator,
      BigDecimal denominator,
      BigDecimal zero) {}

  private static final Map<String, Unit> UNITS = load();

  private Units() {}

  /** Every unit that is known. */
  static Collection<Unit> all() {
    return UNITS.values();
  }

  /**
   * The sign of a value minus another.
   *
   * @return empty when the two units cannot be compared
   */
  static OptionalInt compare(
      BigDecimal value, String unit, BigDecimal other, String otherUnit, Meaning meaning) {
    if (unit.equals(otherUnit)) {
      return OptionalInt.of(value.compareTo(other));
    }
    @Nullable Unit one = UNITS.get(unit);
    @Nullable Unit two = UNITS.get(otherUnit);
    if (one == null || two == null || !one.quantity().equals(two.quantity())) {
      return OptionalInt.empty();
    }
    // Nothing is divided: both sides are multiplied by both denominators.
    BigDecimal left = scaled(value, one, meaning).multiply(two.denominator());
    BigDecimal right = scaled(other, two, meaning).multiply(one.denominator());
    return OptionalInt.of(left.compareTo(right));
  }

  /**
   * Whether a value of an event is as wanted.
   *
   * @param uom the value's unit; null for a mere number
   * @param wanted any of these is enough
   * @param unit their unit; null to look at the number only, whatever its unit
   */
  static boolean holds(
      Comparison how,
      BigDecimal value,
      @Nullable String uom,
      List<BigDecimal> wanted,
      @Nullable String unit,
      Meaning meaning) {
    if (unit == null) {
      return wanted.stream().anyMatch(w -> how.holds(value, w));
    }
    return uom != null
        && wanted.stream()
            .map(w -> compare(value, uom, w, unit, meaning))
            .anyMatch(sign -> sign.isPresent() && how.holds(sign.getAsInt()));
  }

  private static BigDecimal scaled(BigDecimal value, Unit unit, Meaning meaning) {
    BigDecimal fromZero = meaning == Meaning.POINT ? value.add(unit.zero()) : value;
    return fromZero.multiply(unit.numerator());
  }

  private static Map<String, Unit> load() {
    Map<String, Unit> units = new HashMap<>();
    try (InputStream in = Objects.requireNonNull(Units.class.getResourceAsStream(TABLE), TABLE);
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Units::unit)
          .forEach(
              unit -> {
                if (units.put(unit.code(), unit) != null) {
                  throw new IllegalStateException(TABLE + " has " + unit.code() + " twice");
                }
              });
    } catch (IOException e) {
      throw new UncheckedIOException("a resource of our own can be read", e);
    }
    return Map.copyOf(units);
  }

  private static Unit unit(String line) {
    List<String> fields = List.of(line.split("\t", -1));
    List<String> factor = List.of(fields.get(2).split("/", -1));
    return new Unit(
        fields.get(0),
        fields.get(1),
        new BigDecimal(factor.getFirst()),
        factor.size() == 1 ? BigDecimal.ONE : new BigDecimal(factor.getLast()),
        fields.get(3).isEmpty() ? BigDecimal.ZERO : new BigDecimal(fields.get(3)));
  }
}
