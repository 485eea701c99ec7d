package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Note;
import java.util.List;

/**
 * Where a unit is: in a slot of a note, by itself or inside others.
 *
 * @param note who holds it
 * @param units the topmost unit, which has the slot, then what is in it, down to the unit itself;
 *     at least one
 */
public record Place(Note note, List<Nested> units) {
  public Place {
    units = List.copyOf(units);
    if (units.isEmpty()) {
      throw new IllegalArgumentException("a place holds a unit");
    }
  }

  /** Whether each is where it is said to be. */
  boolean holdsTogether() {
    Bytes32 around = note.unitsRoot();
    for (Nested nested : units) {
      if (!nested.isIn(around)) {
        return false;
      }
      around = nested.unit().contentsRoot();
    }
    return topmost().proof().treeSize() <= Note.MAX_UNITS;
  }

  /** Has the slot. */
  Nested topmost() {
    return units.getFirst();
  }

  /** The unit whose place this is. */
  Nested unit() {
    return units.getLast();
  }

  int slot() {
    return Math.toIntExact(topmost().index());
  }
}
