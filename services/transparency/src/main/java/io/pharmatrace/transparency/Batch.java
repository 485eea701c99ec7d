package io.pharmatrace.transparency;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The units of one entry and, for a batch entry, the notes that start their custody: note k is over
 * units 256k to 256k + 255.
 *
 * @param secret of the entry
 * @param organisation its 32 bytes on chain
 * @param items the units in their order, at least one
 */
public record Batch(EntrySecret secret, Bytes32 organisation, List<Item> items) {
  /**
   * A unit still without its salt.
   *
   * @param epc canonical Digital Link URI
   * @param contentsRoot zero for a pack
   */
  public record Item(String epc, Bytes32 contentsRoot) {}

  public Batch {
    items = List.copyOf(items);
    if (items.isEmpty()) {
      throw new IllegalArgumentException("a batch has at least one unit");
    }
  }

  /** The units with their salts. */
  public List<Unit> units() {
    return salted(secret, items);
  }

  /** The notes over these units. */
  public List<Note> notes() {
    List<Unit> units = units();
    List<Note> notes = new ArrayList<>();
    for (int from = 0; from < units.size(); from += Note.MAX_UNITS) {
      int to = Math.min(from + Note.MAX_UNITS, units.size());
      notes.add(secret.note(notes.size(), Unit.rootOf(units.subList(from, to)), organisation));
    }
    return notes;
  }

  /** R over the notes: the unitsRoot of a batch entry. */
  public Bytes32 unitsRoot() {
    return Note.rootOf(notes().stream().map(Note::hash).toList());
  }

  /** Gives each item the salt of its place in the entry. */
  public static List<Unit> salted(EntrySecret secret, List<Item> items) {
    return IntStream.range(0, items.size())
        .mapToObj(
            i -> new Unit(secret.unitSalt(i), items.get(i).contentsRoot(), items.get(i).epc()))
        .toList();
  }
}
