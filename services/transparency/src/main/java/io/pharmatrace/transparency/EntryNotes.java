package io.pharmatrace.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * The notes that an entry makes over its units: note k is over units 256k to 256k + 255. A batch
 * makes those with which the custody of its units starts; acceptances, packings, unpackings and
 * final entries with a way back make those to which steps lead.
 *
 * @param secret of the entry
 * @param organisation its 32 bytes on chain
 * @param units the units in their order, at least one
 */
public record EntryNotes(EntrySecret secret, Bytes32 organisation, List<UnsaltedUnit> units) {
  public EntryNotes {
    units = List.copyOf(units);
    if (units.isEmpty()) {
      throw new IllegalArgumentException("notes are over at least one unit");
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

  /** R over the notes: the unitsRoot of an entry that makes these and no others. */
  public Bytes32 unitsRoot() {
    return Note.rootOf(notes().stream().map(Note::hash).toList());
  }
}
