package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.Unit;
import io.pharmatrace.transparency.UnsaltedUnit;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is in a logistic unit. Contents never change: with others inside it is sealed anew.
 *
 * @param secret of the entry that fixed them, from which the salts are
 * @param units in their order, at least one and at most {@link #MAX_UNITS}
 * @param root R over them: the contentsRoot of the logistic unit
 */
public record Contents(EntrySecret secret, List<UnsaltedUnit> units, Bytes32 root) {
  /** As many positions as a step can name. */
  public static final int MAX_UNITS = 0xFFFF;

  public Contents {
    units = List.copyOf(units);
    if (units.isEmpty() || units.size() > MAX_UNITS) {
      throw new IllegalArgumentException("contents are 1 to %d units".formatted(MAX_UNITS));
    }
  }

  /** These units, with salts from the secret. */
  public static Contents of(EntrySecret secret, List<UnsaltedUnit> units) {
    return new Contents(secret, units, Unit.rootOf(salted(secret, units)));
  }

  /** The units as R takes them. */
  public List<Unit> salted() {
    return salted(secret, units);
  }

  private static List<Unit> salted(EntrySecret secret, List<UnsaltedUnit> units) {
    return IntStream.range(0, units.size())
        .mapToObj(
            i -> new Unit(secret.insideSalt(i), units.get(i).contentsRoot(), units.get(i).epc()))
        .toList();
  }
}
