package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.path.Statement;
import io.pharmatrace.transparency.seal.Closings.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows for seals from what happens to units: entries for the organisations' logs, slots to
 * close, and where the units are then. The one place that decides it (ADR 0018).
 *
 * <p>Packs are sealed from their batch on, logistic units as long as something is inside. Not
 * thread-safe.
 */
public final class Seals {
  private final SealState before;
  private final Map<String, Optional<Position>> positions = new LinkedHashMap<>();
  private final Map<String, Optional<Contents>> contents = new LinkedHashMap<>();
  private final List<SealEntry> entries = new ArrayList<>();

  /** Begins at a state, which is only read. */
  public Seals(SealState before) {
    this.before = before;
  }

  /** The new entries, in the order in which each organisation has to log its own. */
  public List<SealEntry> entries() {
    return List.copyOf(entries);
  }

  /** Where units are that were elsewhere before; empty for logistic units that were emptied. */
  public Map<String, Optional<Position>> moved() {
    return Map.copyOf(positions);
  }

  /** What is now in logistic units whose contents changed. */
  public Map<String, Optional<Contents>> filled() {
    return Map.copyOf(contents);
  }

  /**
   * Units that a batch entry, which is logged elsewhere, made.
   *
   * @throws SealMismatchException when one is on record and has not ended
   */
  public void made(SealEntry batch) {
    for (UnsaltedUnit unit : batch.units()) {
      if (position(unit.epc()).filter(at -> !(at instanceof Position.Ended)).isPresent()) {
        throw new SealMismatchException(unit.epc(), "was made before");
      }
    }
    hold(batch, 0, batch.units());
  }

  /**
   * A manufacturer makes packs.
   *
   * @param event content digest of the commissioning event
   * @param packs none of which anybody holds
   * @return the batch entry, with which their paths begin
   * @throws SealMismatchException when one is on record and has not ended for good
   */
  public SealEntry make(Bytes32 maker, Bytes32 event, List<String> packs) {
    SealEntry batch =
        SealEntry.about(
            maker,
            EntryType.BATCH,
            EntrySecret.random(),
            event,
            packs.stream().map(UnsaltedUnit::pack).toList());
    made(batch);
    return log(batch);
  }

  /**
   * Units are offered to another organisation.
   *
   * @param event content digest of the shipping event
   * @param units topmost units of the sender
   * @return the entry, which {@link #handOver} wants
   */
  public SealEntry offer(Bytes32 sender, Bytes32 receiver, Bytes32 event, List<String> units) {
    units.forEach(unit -> held(unit, sender));
    return log(
        SealEntry.stating(
            sender,
            EntryType.OFFER,
            new Statement.Offer(receiver, event),
            units.stream().map(this::unsalted).toList()));
  }

  /**
   * The receiver accepts units of an offer, and the sender closes them.
   *
   * @param offer of the sender to the receiver
   * @param event content digest of the receiving event
   * @param units topmost units of the sender, at least one
   */
  public void handOver(SealEntry offer, Bytes32 receiver, Bytes32 event, List<String> units) {
    if (!(offer.statement().orElse(null) instanceof Statement.Offer(Bytes32 offered, _))
        || !offered.equals(receiver)) {
      throw new IllegalArgumentException("not an offer to this receiver");
    }
    Bytes32 sender = offer.organisation();
    Bytes32 offerLeaf = offer.leaf();
    Map<String, Slot> from = new LinkedHashMap<>();
    units.forEach(unit -> from.put(unit, held(unit, sender)));
    SealEntry acceptance =
        log(
            SealEntry.stating(
                receiver,
                EntryType.ACCEPTANCE,
                new Statement.Acceptance(offerLeaf, event),
                units.stream().map(this::unsalted).toList()));
    hold(acceptance, 0, acceptance.units());
    Bytes32 leaf = acceptance.leaf();
    SealEntry handover =
        SealEntry.stating(
            sender, EntryType.HANDOVER, new Statement.Handover(offerLeaf, leaf), List.of());
    log(Closings.close(handover, from, leaf, unit -> Target.topmost(slot(unit))));
  }

  /**
   * Units go into others, or come out.
   *
   * @param event content digest of the event
   * @param parents in what each unit is to be from now on; null for nothing. It names every unit
   *     that moves, and of logistic units that are not sealed, because nothing was in them, also in
   *     what they are
   */
  public void arrange(Bytes32 holder, Bytes32 event, Map<String, @Nullable String> parents) {
    new Arrangement(this, holder, event, parents).run();
  }

  /**
   * Units end: dispensed, destroyed, exported, or gone from the network.
   *
   * @param event content digest of the event
   * @param units topmost units of the holder, at least one
   * @param wayBack whether it may be undone
   */
  public void end(Bytes32 holder, Bytes32 event, List<String> units, boolean wayBack) {
    Map<String, Slot> from = new LinkedHashMap<>();
    units.forEach(unit -> from.put(unit, held(unit, holder)));
    SealEntry last =
        SealEntry.about(
            holder,
            EntryType.FINAL,
            EntrySecret.random(),
            event,
            wayBack ? units.stream().map(this::unsalted).toList() : List.of());
    hold(last, 0, last.units());
    log(
        Closings.close(
            last, from, Bytes32.ZERO, unit -> wayBack ? Target.topmost(slot(unit)) : null));
    Bytes32 leaf = last.leaf();
    for (String unit : units) {
      Optional<Slot> back = wayBack ? Optional.of(slot(unit)) : Optional.empty();
      put(unit, new Position.Ended(leaf, back));
    }
  }

  /**
   * Final states are undone.
   *
   * @param event content digest of the event that says so
   * @param units that ended in the holder's hands, with a way back
   */
  public void reactivate(Bytes32 holder, Bytes32 event, List<String> units) {
    Map<Bytes32, Map<String, Slot>> byEnd = new LinkedHashMap<>();
    for (String unit : units) {
      if (!(position(unit).orElse(null) instanceof Position.Ended(Bytes32 closer, var wayBack))
          || wayBack.filter(slot -> slot.organisation().equals(holder)).isEmpty()) {
        throw new SealMismatchException(unit, "has no way back");
      }
      byEnd.computeIfAbsent(closer, c -> new LinkedHashMap<>()).put(unit, wayBack.get());
    }
    byEnd.forEach(
        (closer, ended) -> {
          SealEntry undone =
              SealEntry.stating(
                  holder,
                  EntryType.REACTIVATION,
                  new Statement.Reactivation(closer, event),
                  ended.keySet().stream().map(this::unsalted).toList());
          hold(undone, 0, undone.units());
          log(Closings.close(undone, ended, Bytes32.ZERO, unit -> Target.topmost(slot(unit))));
        });
  }

  // What moves have in common.

  /** Where a unit is by now; empty for a pack that was not made, and for an empty logistic unit. */
  public Optional<Position> position(String epc) {
    return positions.containsKey(epc) ? positions.get(epc) : before.position(epc);
  }

  Optional<Contents> contents(String container) {
    return contents.containsKey(container) ? contents.get(container) : before.contents(container);
  }

  UnsaltedUnit unsalted(String epc) {
    return new UnsaltedUnit(epc, contents(epc).map(Contents::root).orElse(Bytes32.ZERO));
  }

  /** The slot of a unit that is topmost. */
  Slot slot(String epc) {
    if (position(epc).orElse(null) instanceof Position.Held(Slot slot)) {
      return slot;
    }
    throw new SealMismatchException(epc, "is in no open slot");
  }

  Slot held(String epc, Bytes32 holder) {
    Slot slot = slot(epc);
    if (!slot.organisation().equals(holder)) {
      throw new SealMismatchException(epc, "is in a slot of another organisation");
    }
    return slot;
  }

  void put(String epc, @Nullable Position position) {
    positions.put(epc, Optional.ofNullable(position));
  }

  void fill(String container, @Nullable Contents now) {
    contents.put(container, Optional.ofNullable(now));
  }

  SealEntry log(SealEntry entry) {
    entries.add(entry);
    return entry;
  }

  /**
   * Units are in the slots of the notes that an entry makes, from that place among its units on.
   */
  void hold(SealEntry entry, int first, List<UnsaltedUnit> units) {
    List<Note> notes = entry.notes();
    for (int i = 0; i < units.size(); i++) {
      Note note = notes.get((first + i) / Note.MAX_UNITS);
      put(
          units.get(i).epc(),
          new Position.Held(
              new Slot(
                  note.organisation(), note.seal(), note.hash(), (first + i) % Note.MAX_UNITS)));
    }
  }
}
