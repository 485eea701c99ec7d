package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.UnsaltedUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** Which units are in the slots of notes, by the entries that made them. Not thread-safe. */
final class NoteUnits {
  private record Made(Note note, List<String> units) {}

  private final Function<Bytes32, SealEntry> makers;
  private final Map<Bytes32, Made> known = new HashMap<>();

  /** Asks for the entry that made a note; {@link NoSuchElementException} says that none did. */
  NoteUnits(Function<Bytes32, SealEntry> makers) {
    this.makers = makers;
  }

  /** The note with that hash; empty when nobody made it. */
  Optional<Note> note(Bytes32 hash) {
    return made(hash).map(Made::note);
  }

  /** EPCs of the units in the slots of a note; none when nobody made it. */
  List<String> units(Bytes32 hash) {
    return made(hash).map(Made::units).orElse(List.of());
  }

  private Optional<Made> made(Bytes32 hash) {
    if (!known.containsKey(hash)) {
      try {
        read(makers.apply(hash));
      } catch (NoSuchElementException e) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(known.get(hash));
  }

  private void read(SealEntry maker) {
    List<String> epcs = maker.units().stream().map(UnsaltedUnit::epc).toList();
    List<Note> notes = maker.notes();
    for (int i = 0; i < notes.size(); i++) {
      int from = i * Note.MAX_UNITS;
      known.put(
          notes.get(i).hash(),
          new Made(notes.get(i), epcs.subList(from, Math.min(from + Note.MAX_UNITS, epcs.size()))));
    }
  }
}
