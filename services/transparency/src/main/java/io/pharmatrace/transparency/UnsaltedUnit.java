package io.pharmatrace.transparency;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A unit as one names it for an entry, before the entry's secret gives it a salt.
 *
 * @param epc canonical Digital Link URI, checked as in {@link Unit}
 * @param contentsRoot R over the units inside, zero for a pack
 */
public record UnsaltedUnit(String epc, Bytes32 contentsRoot) {
  public UnsaltedUnit {
    Unit.checkEpc(epc);
  }

  /** A unit with nothing inside. */
  public static UnsaltedUnit pack(String epc) {
    return new UnsaltedUnit(epc, Bytes32.ZERO);
  }

  /** The unit with the salt of its place, from 0, among the units of the entry. */
  public Unit salted(EntrySecret secret, int index) {
    return new Unit(secret.unitSalt(index), contentsRoot, epc);
  }

  /** Gives each unit the salt of its place. */
  public static List<Unit> salted(EntrySecret secret, List<UnsaltedUnit> units) {
    return IntStream.range(0, units.size()).mapToObj(i -> units.get(i).salted(secret, i)).toList();
  }
}
