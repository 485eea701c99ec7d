package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where units are by entries that {@link Seals} made before: the way back from what was logged to
 * what follows from it, for who lost the second. The logs of organisations may come one after the
 * other: what an entry closes says what comes before it. Not thread-safe.
 */
public final class SealReplay {
  /** A unit and where an entry sends it; nowhere when it ends for good, or is opened. */
  private record Move(String epc, SealedLife life, @Nullable Step step) {}

  private final Function<String, Optional<Position>> before;
  private final NoteUnits notes;
  private final Map<String, List<SealedLife>> lives = new HashMap<>();
  private final Set<String> moved = new LinkedHashSet<>();
  private final Set<String> emptied = new HashSet<>();
  private final Map<String, Bytes32> made = new LinkedHashMap<>();
  private final Map<String, Optional<Bytes32>> offers = new LinkedHashMap<>();

  /**
   * Begins at a state.
   *
   * @param before where units were
   * @param makers the entry that made a note; throws {@link NoSuchElementException} without one
   */
  public SealReplay(
      Function<String, Optional<Position>> before, Function<Bytes32, SealEntry> makers) {
    this.before = before;
    this.notes = new NoteUnits(makers);
  }

  /** Where units are that were elsewhere before; empty for logistic units that were emptied. */
  public Map<String, Optional<Position>> moved() {
    Map<String, Optional<Position>> all = new LinkedHashMap<>();
    moved.forEach(epc -> all.put(epc, last(epc).map(life -> life.at)));
    return all;
  }

  /** The contentsRoot of logistic units that were sealed anew or emptied. */
  public Map<String, Optional<Bytes32>> filled() {
    Map<String, Optional<Bytes32>> all = new LinkedHashMap<>();
    for (String epc : moved) {
      Optional<SealedLife> last = last(epc);
      if (last.isEmpty() ? emptied.contains(epc) : last.get().isNew) {
        all.put(epc, last.flatMap(life -> life.contents));
      }
    }
    return all;
  }

  private Optional<SealedLife> last(String epc) {
    return Optional.of(lives(epc)).filter(all -> !all.isEmpty()).map(List::getLast);
  }

  /** The notes of the batch entries that made packs. */
  public Map<String, Bytes32> made() {
    return Map.copyOf(made);
  }

  /** Leaf hashes of the offers under which units are; empty for none any more. */
  public Map<String, Optional<Bytes32>> offers() {
    return Map.copyOf(offers);
  }

  /**
   * Follows an entry.
   *
   * @return whether it could be: what it closes is where it says. If not, another entry comes
   *     first, and nothing has changed; or it is an offer of what has gone on since
   */
  public boolean follow(SealEntry entry) {
    Optional<List<Move>> moves = moves(entry);
    if (moves.isEmpty() || !fits(entry, moves.get())) {
      return false;
    }
    switch (entry.type()) {
      case BATCH -> {
        entry.units().forEach(unit -> lives(unit.epc()).clear());
        seal(entry);
        List<Note> own = entry.notes();
        for (int i = 0; i < entry.units().size(); i++) {
          made.put(entry.units().get(i).epc(), own.get(i / Note.MAX_UNITS).hash());
        }
      }
      case OFFER -> entry.units().forEach(u -> offers.put(u.epc(), Optional.of(entry.leaf())));
      case HANDOVER, REACTIVATION ->
          moves.get().forEach(m -> put(m, new Position.Held(slot(m.step).orElseThrow())));
      case PACK -> {
        seal(entry);
        moves.get().forEach(m -> put(m, new Position.Inside(container(m.step))));
      }
      case UNPACK -> open(entry, moves.get());
      case FINAL -> {
        Bytes32 leaf = entry.leaf();
        moves.get().forEach(m -> put(m, new Position.Ended(leaf, slot(m.step))));
      }
      default -> {
        // An acceptance moves nothing before the handover, and the others never do.
      }
    }
    return true;
  }

  /** What it closes, if all of that is where it says. */
  private Optional<List<Move>> moves(SealEntry entry) {
    List<Move> moves = new ArrayList<>();
    for (Closing closing : entry.closings()) {
      List<String> inNote = notes.units(closing.note());
      List<Integer> slots = closing.slots().ascending();
      boolean leads = entry.type() != EntryType.UNPACK && !closing.steps().isEmpty();
      for (int i = 0; i < slots.size(); i++) {
        int slot = slots.get(i);
        Optional<SealedLife> there =
            slot >= inNote.size()
                ? Optional.empty()
                : lives(inNote.get(slot)).stream()
                    .filter(life -> life.isIn(closing.note(), slot))
                    .findFirst();
        if (there.isEmpty()) {
          return Optional.empty();
        }
        moves.add(new Move(inNote.get(slot), there.get(), leads ? closing.steps().get(i) : null));
      }
    }
    return Optional.of(moves);
  }

  /** Whether what it takes besides what it closes is there, too. */
  private boolean fits(SealEntry entry, List<Move> moves) {
    return switch (entry.type()) {
      case BATCH -> entry.units().stream().allMatch(unit -> isFree(unit.epc()));
      case OFFER ->
          entry.units().stream()
              .allMatch(
                  u ->
                      last(u.epc()).map(life -> life.at).orElse(null)
                              instanceof Position.Held(Slot slot)
                          && slot.organisation().equals(entry.organisation()));
      case HANDOVER -> moves.stream().allMatch(move -> slot(move.step).isPresent());
      case UNPACK ->
          moves.size() == 1
              && entry.units().stream()
                  .filter(u -> !u.epc().equals(moves.getFirst().epc))
                  .allMatch(u -> inside(u.epc(), moves.getFirst().epc).isPresent());
      default -> true;
    };
  }

  /** Whether it may be made: it is not there, or ended for good. */
  private boolean isFree(String epc) {
    return lives(epc).stream()
        .allMatch(life -> life.at instanceof Position.Ended ended && ended.wayBack().isEmpty());
  }

  private Optional<SealedLife> inside(String epc, String container) {
    return lives(epc).stream().filter(life -> life.isInside(container)).findFirst();
  }

  private List<SealedLife> lives(String epc) {
    return lives.computeIfAbsent(
        epc,
        unit -> {
          List<SealedLife> all = new ArrayList<>();
          before.apply(unit).ifPresent(at -> all.add(new SealedLife(at, Optional.empty(), false)));
          return all;
        });
  }

  private void put(Move move, Position at) {
    put(move.epc, move.life, at);
  }

  private void put(String epc, SealedLife life, Position at) {
    life.at = at;
    if (at instanceof Position.Ended && lives(epc).size() > 1) {
      lives(epc).remove(life); // It was filled since: before, it was sealed without contents.
    }
    touched(epc);
  }

  private void touched(String epc) {
    moved.add(epc);
    offers.put(epc, Optional.empty());
  }

  /** A logistic unit was opened: what comes out is in the slots of the entry, it itself anew. */
  private void open(SealEntry entry, List<Move> moves) {
    Move opened = moves.getFirst();
    lives(opened.epc).remove(opened.life);
    emptied.add(opened.epc);
    touched(opened.epc);
    List<Note> own = entry.notes();
    Optional<Bytes32> inside = entry.contents().map(Contents::root);
    for (int i = 0; i < entry.units().size(); i++) {
      String epc = entry.units().get(i).epc();
      Position at = held(own, i);
      if (epc.equals(opened.epc)) {
        lives(epc).add(new SealedLife(at, inside, true));
      } else {
        put(epc, inside(epc, opened.epc).orElseThrow(), at);
      }
    }
  }

  /** Its units are sealed by it. */
  private void seal(SealEntry entry) {
    List<Note> own = entry.notes();
    Optional<Bytes32> inside = entry.contents().map(Contents::root);
    for (int i = 0; i < entry.units().size(); i++) {
      String epc = entry.units().get(i).epc();
      lives(epc).removeIf(life -> life.at instanceof Position.Ended);
      lives(epc).add(new SealedLife(held(own, i), inside, true));
      touched(epc);
    }
  }

  private static Position held(List<Note> notes, int unit) {
    return new Position.Held(slot(notes.get(unit / Note.MAX_UNITS), unit % Note.MAX_UNITS));
  }

  private static Slot slot(Note note, int index) {
    return new Slot(note.organisation(), note.seal(), note.hash(), index);
  }

  /** To which slot a step leads; empty when it leads nowhere, or nobody made that note. */
  private Optional<Slot> slot(@Nullable Step step) {
    if (step == null) {
      return Optional.empty();
    }
    return notes.note(step.newNote()).map(note -> slot(note, step.newSlot()));
  }

  private String container(@Nullable Step step) {
    if (step == null) {
      throw new IllegalStateException("what is packed is sent somewhere");
    }
    return notes.units(step.newNote()).get(step.newSlot());
  }
}
