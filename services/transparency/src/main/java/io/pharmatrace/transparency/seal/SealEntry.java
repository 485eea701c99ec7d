package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Binding;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntryNotes;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.Unit;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.path.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entry that moves custody, with all that its author knows of it.
 *
 * @param organisation the author, by its name on chain
 * @param type batch, offer, acceptance, handover, pack, unpack, final or reactivation
 * @param secret from which its salts, and the seals of its notes, are derived
 * @param contentDigest of its event, or of its statement
 * @param statement what an offer, acceptance, handover or reactivation says
 * @param units those it names, or over which it makes notes, in their order
 * @param inside what is in the logistic unit that it sealed anew; empty when it sealed none
 * @param borrowed hashes of notes that another entry made as well, to which steps of this one lead
 * @param closings what it closes
 */
public record SealEntry(
    Bytes32 organisation,
    EntryType type,
    EntrySecret secret,
    Bytes32 contentDigest,
    Optional<Statement> statement,
    List<UnsaltedUnit> units,
    List<UnsaltedUnit> inside,
    List<Bytes32> borrowed,
    List<Closing> closings) {
  public SealEntry {
    if (statement.isPresent() && !statement.get().digest().equals(contentDigest)) {
      throw new IllegalArgumentException("the digest is that of the statement");
    }
    units = List.copyOf(units);
    inside = List.copyOf(inside);
    borrowed = List.copyOf(borrowed);
    closings = List.copyOf(closings);
  }

  /** One about an event, which closes nothing yet. */
  static SealEntry about(
      Bytes32 organisation,
      EntryType type,
      EntrySecret secret,
      Bytes32 event,
      List<UnsaltedUnit> units) {
    return new SealEntry(
        organisation,
        type,
        secret,
        event,
        Optional.empty(),
        units,
        List.of(),
        List.of(),
        List.of());
  }

  /** One that seals a logistic unit with these contents, whose secret it shares. */
  static SealEntry filling(
      Bytes32 organisation,
      EntryType type,
      Bytes32 event,
      List<UnsaltedUnit> units,
      Contents contents) {
    return new SealEntry(
        organisation,
        type,
        contents.secret(),
        event,
        Optional.empty(),
        units,
        contents.units(),
        List.of(),
        List.of());
  }

  /** One that packs into a logistic unit whose note another entry made. */
  static SealEntry adding(Bytes32 organisation, Bytes32 event, Bytes32 borrowed) {
    return new SealEntry(
        organisation,
        EntryType.PACK,
        EntrySecret.random(),
        event,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(borrowed),
        List.of());
  }

  /** One that states something, and closes nothing yet. */
  static SealEntry stating(
      Bytes32 organisation, EntryType type, Statement statement, List<UnsaltedUnit> units) {
    return new SealEntry(
        organisation,
        type,
        EntrySecret.random(),
        statement.digest(),
        Optional.of(statement),
        units,
        List.of(),
        List.of(),
        List.of());
  }

  SealEntry closing(List<Closing> closed) {
    return new SealEntry(
        organisation, type, secret, contentDigest, statement, units, inside, borrowed, closed);
  }

  /** The line of the log. */
  public Entry entry() {
    return new Entry(type, secret.entrySalt(), contentDigest, unitsRoot());
  }

  /** What the log holds. */
  public Bytes32 leaf() {
    return entry().leafHash();
  }

  /** The notes that it makes itself: note k over units 256k to 256k + 255. */
  public List<Note> notes() {
    return makesNotes() && !units.isEmpty()
        ? new EntryNotes(secret, organisation, units).notes()
        : List.of();
  }

  /** Hashes of its own notes, then of the borrowed ones. */
  public List<Bytes32> noteHashes() {
    List<Bytes32> hashes = new ArrayList<>(notes().stream().map(Note::hash).toList());
    hashes.addAll(borrowed);
    return hashes;
  }

  /** What is in the logistic unit that it sealed anew. */
  public Optional<Contents> contents() {
    return inside.isEmpty() ? Optional.empty() : Optional.of(Contents.of(secret, inside));
  }

  /** Its units as R takes them. */
  public List<Unit> salted() {
    return UnsaltedUnit.salted(secret, units);
  }

  /**
   * What goes on chain for one of its closings.
   *
   * @param closing which, from 0
   */
  public Closure closure(int closing) {
    Closing closed = closings.get(closing);
    return new Closure(closed.seal(), closed.slots(), binding(closing).hash());
  }

  /** What that closure is bound to. */
  public Binding binding(int closing) {
    return closings.get(closing).binding(type, leaf());
  }

  private boolean makesNotes() {
    return switch (type) {
      case BATCH, ACCEPTANCE, PACK, UNPACK, FINAL, REACTIVATION -> true;
      default -> false;
    };
  }

  private Bytes32 unitsRoot() {
    return makesNotes() ? Note.rootOf(noteHashes()) : Unit.rootOf(salted());
  }
}
