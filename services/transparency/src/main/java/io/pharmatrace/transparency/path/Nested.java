package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.CountedRoot;
import io.pharmatrace.transparency.InclusionProof;
import io.pharmatrace.transparency.Unit;
import java.util.List;

/**
 * A unit as it lies in a note, or in the contents of another unit.
 *
 * @param unit with the salt that it has there
 * @param proof its index and how many there are, with the path to R over them
 */
public record Nested(Unit unit, InclusionProof proof) {
  /** The unit at that index among those of a note, or of contents. */
  public static Nested of(List<Unit> units, int index) {
    return new Nested(
        units.get(index), CountedRoot.proof(units.stream().map(Unit::encode).toList(), index));
  }

  /** Whether it is there, under R over the units of the note or over the contents. */
  boolean isIn(Bytes32 countedRoot) {
    return CountedRoot.verify(unit.encode(), proof, countedRoot);
  }

  /** Its slot in a note, or its position among contents. */
  long index() {
    return proof.leafIndex();
  }

  /** The same unit, whatever its salt: EPC and contents never change along a path. */
  boolean isSame(Nested other) {
    return unit.epc().equals(other.unit.epc())
        && unit.contentsRoot().equals(other.unit.contentsRoot());
  }
}
