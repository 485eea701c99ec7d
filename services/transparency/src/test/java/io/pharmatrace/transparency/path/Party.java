package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Binding;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.ConsistencyProof;
import io.pharmatrace.transparency.CountedRoot;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.InclusionProof;
import io.pharmatrace.transparency.LoggedEntry;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Slots;
import io.pharmatrace.transparency.Step;
import io.pharmatrace.transparency.TileId;
import io.pharmatrace.transparency.TiledLog;
import io.pharmatrace.transparency.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An organisation with its log, which may say on chain whatever it likes. */
final class Party {
  final Bytes32 id = Bytes32.random();
  private final Chain chain;
  private final Map<TileId, byte[]> tiles = new HashMap<>();
  private long size;
  private long sequence;

  Party(Chain chain) {
    this.chain = chain;
  }

  /** Logs an entry and commits it, with closures. */
  Logged commit(Entry entry, List<Closure> closures) {
    TiledLog.Appended appended = TiledLog.append(this::read, size, List.of(entry.leafHash()));
    tiles.putAll(appended.tiles());
    size = appended.size();
    sequence++;
    chain.record(new Commitment(id, sequence, size, appended.root(), closures));
    return new Logged(
        sequence, new LoggedEntry(entry, TiledLog.inclusionProof(this::read, size - 1, size)));
  }

  /** The same entry, shown at a later commitment. */
  Logged at(long later, Logged logged) {
    return new Logged(
        later,
        new LoggedEntry(
            logged.entry().entry(),
            TiledLog.inclusionProof(this::read, logged.leafIndex(), later)));
  }

  /** That the log only grew. */
  ConsistencyProof growth(long from, long to) {
    return TiledLog.consistencyProof(this::read, from, to);
  }

  private Map<TileId, byte[]> read(Set<TileId> wanted) {
    Map<TileId, byte[]> found = new HashMap<>(tiles);
    found.keySet().retainAll(wanted);
    return found;
  }

  /** An entry that states something and makes notes. */
  Logged state(EntryType type, Statement statement, List<Note> notes) {
    return commit(entry(type, statement.digest(), notes), List.of());
  }

  static Entry entry(EntryType type, Bytes32 digest, List<Note> notes) {
    return new Entry(
        type, Bytes32.random(), digest, Note.rootOf(notes.stream().map(Note::hash).toList()));
  }

  /** Closes slots of a note by an entry that makes notes. */
  Hop.Closing close(
      Entry entry, Note note, List<Integer> slots, List<Step> steps, Bytes32 accepted) {
    Binding binding = new Binding(entry.type(), Step.rootOf(steps), entry.leafHash(), accepted);
    Closure closure = new Closure(note.seal(), Slots.of(slots), binding.hash());
    return new Hop.Closing(0, binding, commit(entry, List.of(closure)));
  }

  /** A new note of this organisation. */
  Note note(List<Unit> units) {
    return new Note(Unit.rootOf(units), id, Bytes32.random(), Bytes32.random(), Bytes32.random());
  }

  static Unit unit(String epc, List<Unit> contents) {
    return new Unit(Bytes32.random(), Unit.rootOf(contents), epc);
  }

  /** The same unit, as it is named elsewhere. */
  static Unit again(Unit unit) {
    return new Unit(Bytes32.random(), unit.contentsRoot(), unit.epc());
  }

  static Nested nested(List<Unit> units, int index) {
    return new Nested(
        units.get(index), CountedRoot.proof(units.stream().map(Unit::encode).toList(), index));
  }

  static InclusionProof among(List<Note> notes, int index) {
    return CountedRoot.proof(notes.stream().map(n -> n.hash().bytes()).toList(), index);
  }

  static Step step(Note note, int slot, int position) {
    return new Step(Bytes32.random(), note.hash(), slot, position);
  }

  static Hop.Next next(List<Step> steps, int step, List<Note> notes, int note, Nested... units) {
    return new Hop.Next(
        steps.get(step),
        CountedRoot.proof(steps.stream().map(Step::encode).toList(), step),
        among(notes, note),
        new Place(notes.get(note), List.of(units)));
  }
}
