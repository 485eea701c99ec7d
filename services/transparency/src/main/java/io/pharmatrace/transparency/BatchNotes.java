package io.pharmatrace.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * The notes of a batch entry, with which the custody of its units starts: note k is over units 256k
 * to 256k + 255.
 *
 * @param secret of the entry
 * @param organisation its 32 bytes on chain
 * @param units the units in their order, at least one
 */
public record BatchNotes(EntrySecret secret, Bytes32 organisation, List<UnsaltedUnit> units) {
  public BatchNotes {
    units = List.copyOf(units);
    if (units.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one unit");
    }
  }

  /** The notes over these units. */
  public List<Note> notes() {
    List<Unit> salted = UnsaltedUnit.salted(secret, units);
    List<Note> notes = new ArrayList<>();
    for (int from = 0; from < salted.size(); from += Note.MAX_UNITS) {
      int to = Math.min(from + Note.MAX_UNITS, salted.size());
      notes.add(secret.note(notes.size(), Unit.rootOf(salted.subList(from, to)), organisation));
    }
    return notes;
  }

  /** R over the notes: the unitsRoot of a batch entry. */
  public Bytes32 unitsRoot() {
    return Note.rootOf(notes().stream().map(Note::hash).toList());
  }
}
