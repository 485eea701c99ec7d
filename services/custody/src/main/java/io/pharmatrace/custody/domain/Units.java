package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The units that one transaction works on: loaded and locked at once, changed in memory by {@link
 * Rules}, written back at once. Lives in one thread.
 */
public final class Units {
  /**
   * A unit went into or out of another.
   *
   * @param child what moved
   * @param parent into or out of what
   * @param at event time
   * @param event since or until which event, in the order of capture, the child moves with the
   *     parent: the one that tells of it; for what was packed or taken out before the parent was
   *     shipped, but is told while that is on its way, the shipment
   * @param into true for into, false for out of
   */
  public record Move(Unit child, Unit parent, OffsetDateTime at, long event, boolean into) {}

  /**
   * What a unit was like before an event changed it.
   *
   * @param event the event
   */
  public record Change(
      Unit unit,
      long event,
      long lastEvent,
      UnitState state,
      @Nullable Unit parent,
      @Nullable UUID custodian,
      @Nullable Gln place,
      @Nullable UUID inTransitTo,
      @Nullable OffsetDateTime endedAt,
      @Nullable Gln endedIn) {}

  /**
   * A move that did not happen.
   *
   * @param into true when the child never went in, false when it never left
   */
  public record Undone(Unit child, Unit parent, boolean into) {}

  private final Map<Epc, Unit> byEpc = new HashMap<>();
  private final Set<Unit> created = new LinkedHashSet<>();
  private final Set<Unit> changed = new LinkedHashSet<>();
  private final List<Move> moves = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Undone> undone = new ArrayList<>();
  private final Map<Unit, Long> recommissioned = new LinkedHashMap<>();
  private final Set<Unit> voided = new LinkedHashSet<>();
  private final List<Handover> handovers = new ArrayList<>();
  private final Set<Unit> replayed = new LinkedHashSet<>();
  private final Map<Epc, Long> ids = new HashMap<>();

  /** Not all that units ever held is applied anew with them. */
  private final Map<Epc, Integer> heights = new HashMap<>();

  private final Expectations expectations = new Expectations();
  private final Contents contents;
  private final LongSupplier newId;

  /**
   * A working set.
   *
   * @param loaded stored units with everything that holds them
   * @param newId gives the identifier of a new unit
   */
  public Units(Collection<Unit> loaded, LongSupplier newId) {
    loaded.forEach(unit -> byEpc.put(unit.epc(), unit));
    this.contents = new Contents(loaded);
    this.newId = newId;
  }

  /** As if nothing had happened yet to the units of this set; they come into being by their ids. */
  public Units beforeAll() {
    Units blank = new Units(List.of(), newId);
    blank.ids.putAll(ids);
    blank.heights.putAll(heights);
    byEpc.forEach(
        (epc, unit) -> {
          blank.ids.put(epc, unit.id());
          blank.heights.put(epc, unit.height());
        });
    return blank;
  }

  /** The unit, or null when it was never commissioned. */
  public @Nullable Unit get(Epc epc) {
    return byEpc.get(epc);
  }

  /** Every unit of the set. */
  public Collection<Unit> all() {
    return byEpc.values();
  }

  /** The units directly inside. */
  List<Unit> childrenOf(Unit parent) {
    return byEpc.values().stream().filter(unit -> unit.parent() == parent).toList();
  }

  Unit create(Fact fact, Epc epc, Unit.Kind kind, @Nullable BatchRef batch) {
    @Nullable Long known = ids.get(epc);
    long id = known == null ? newId.getAsLong() : known;
    Unit unit = new Unit(id, epc, kind, batch, UnitState.ACTIVE);
    unit.height(heights.getOrDefault(epc, 0));
    byEpc.put(epc, unit);
    created.add(unit);
    expectations.latest(epc, fact.organisation()).ifPresent(unit::toldOf);
    return unit;
  }

  /** What was told in vain of units that are not known yet. */
  public Expectations expectations() {
    return expectations;
  }

  /** Notes of those units of an event told in vain that have not come into being yet. */
  public void expect(Fact refused) {
    Set<Epc> born = Set.copyOf(refused.action().born());
    for (Epc epc : refused.action().units()) {
      if (!byEpc.containsKey(epc)) {
        expectations.add(epc, refused.organisation(), refused.time(), born.contains(epc));
      }
    }
  }

  /** Whether an event may make count what its organisation told in vain of an unknown unit. */
  boolean isExpected(Epc unit, Fact fact, boolean bears) {
    return !byEpc.containsKey(unit) && expectations.areOf(unit, fact, bears);
  }

  /** Notes that an event changes a unit; to be called before it does. */
  void touch(Unit unit, Fact fact) {
    long event = fact.event();
    unit.toldOf(fact.time());
    boolean fresh = unit.lastEvent() == 0;
    if (!fresh && unit.lastEvent() != event) {
      changes.add(
          new Change(
              unit,
              event,
              unit.lastEvent(),
              unit.state(),
              unit.parent(),
              unit.custodian(),
              unit.place(),
              unit.inTransitTo(),
              unit.endedAt(),
              unit.endedIn()));
    }
    unit.changedBy(event);
    written(unit);
  }

  /** Notes until when something was told of the units that a fact is about, which counts. */
  void note(Fact fact) {
    for (Epc epc : fact.action().subjects()) {
      @Nullable Unit unit = byEpc.get(epc);
      if (unit != null && unit.toldOf(fact.time())) {
        written(unit);
      }
    }
  }

  /**
   * Notes that something was told that does not count yet. What happened before it to the units, or
   * to what holds them, would be late, too: by that it may come to count.
   *
   * @param now nothing is told of later
   */
  public void noteRefused(Fact fact, OffsetDateTime now) {
    fact.action().units().forEach(epc -> noteTold(epc, fact.time(), now));
  }

  /** The same of one unit. */
  public void noteTold(Epc epc, OffsetDateTime time, OffsetDateTime now) {
    toldAround(byEpc.get(epc), time.isAfter(now) ? now : time);
  }

  /**
   * What was told of a unit and does not count yet may come to count by what holds it now.
   *
   * @param anew the unit as what counts makes it
   */
  void tellHolders(Unit anew) {
    @Nullable Unit mine = byEpc.get(anew.epc());
    @Nullable OffsetDateTime told = mine == null ? null : mine.told();
    if (told != null && !told.equals(anew.told())) {
      toldAround(mine, told);
    }
  }

  private void toldAround(@Nullable Unit unit, OffsetDateTime time) {
    for (@Nullable Unit up = unit; up != null; up = up.parent()) {
      if (up.toldOf(time)) {
        written(up);
      }
    }
  }

  private void written(Unit unit) {
    if (!created.contains(unit)) {
      changed.add(unit);
    }
  }

  void enter(Unit child, Unit parent, Fact fact) {
    @Nullable OffsetDateTime told = child.told();
    touch(child, fact);
    if (told != null && told.isAfter(fact.time())) {
      // What was told of it and does not count yet may come to count by what holds it now.
      toldAround(parent, told);
    }
    Unit topmost = parent.topmost();
    // What put a unit in transit is the latest event that changed it.
    long since = topmost.inTransitTo() == null ? fact.event() : topmost.lastEvent();
    moves.add(new Move(child, parent, fact.time(), since, true));
    put(child, parent);
  }

  private void put(Unit child, Unit parent) {
    child.putInto(parent);
    for (Unit up = parent; up != null && up.holds(child); up = up.parent()) {
      written(up);
    }
  }

  /** Who empties the parent at an earlier time is late, also when nothing is in there any more. */
  private void left(Unit child, Unit parent, Fact fact) {
    touch(child, fact);
    if (parent.toldOf(fact.time())) {
      written(parent);
    }
  }

  /** Takes a unit out of its parent; it becomes topmost, in the custody of what held it. */
  void leave(Unit child, Fact fact) {
    Unit parent = child.parent();
    if (parent == null) {
      return;
    }
    left(child, parent, fact);
    Unit topmost = child.topmost();
    moves.add(new Move(child, parent, fact.time(), fact.event(), false));
    child.hold(topmost.custodian(), topmost.place(), topmost.inTransitTo());
  }

  /**
   * Takes a unit out of its parent by an event of its own. What was taken out before the parent was
   * shipped stayed behind, also when it is told while that is on its way; where, only who has it
   * can tell.
   */
  void takeOut(Unit child, Fact fact) {
    Unit parent = child.parent();
    Unit topmost = child.topmost();
    if (parent == null || topmost.inTransitTo() == null) {
      leave(child, fact);
      return;
    }
    left(child, parent, fact);
    // What put a unit in transit is the latest event that changed it.
    moves.add(new Move(child, parent, fact.time(), topmost.lastEvent(), false));
    boolean own = fact.organisation().equals(topmost.custodian());
    child.hold(topmost.custodian(), own ? fact.place() : null, null);
  }

  /**
   * Commissions a void unit anew. If its data only was wrong it stays where and whose it is by now.
   * Else that was another unit, or none: this one is with who commissions it, and what was inside
   * stays with who has it, and is on its way to nobody.
   */
  void recommission(Unit unit, @Nullable BatchRef batch, Fact fact) {
    if (unit.keepsCustody()) {
      written(unit);
    } else {
      if (unit.kind() != Unit.Kind.PACK) {
        childrenOf(unit).forEach(child -> takeOut(child, fact));
      }
      if (unit.inTransitTo() != null) {
        handedOver(unit, null, fact.event(), OfferState.WITHDRAWN);
      }
      touch(unit, fact);
      leave(unit, fact);
      unit.hold(fact.organisation(), fact.place(), null);
    }
    unit.recommission(batch);
    recommissioned.put(unit, fact.event());
  }

  /**
   * Its commissioning was an error: void now, or when the end of its life is taken back.
   *
   * @param keepsCustody whether it keeps custody and parent when it is commissioned again
   */
  void makeVoid(Unit unit, boolean keepsCustody) {
    voided.add(unit);
    unit.keepsCustody(keepsCustody);
    unit.unmade(true);
    if (unit.state() == UnitState.ACTIVE) {
      unit.become(UnitState.VOID, null, null);
    }
    written(unit);
  }

  /**
   * Puts a unit back to what it was.
   *
   * @param former the parent to go back into; null for none
   */
  void revert(Unit unit, Withdrawal.Before before, @Nullable Unit former) {
    @Nullable Unit now = unit.parent();
    if (now != null) {
      undone.add(new Undone(unit, now, true));
    }
    if (former != null) {
      undone.add(new Undone(unit, former, false));
      put(unit, former);
    } else {
      unit.hold(before.custodian(), before.place(), before.inTransitTo());
    }
    revertState(unit, before);
  }

  /** Puts the state of a unit alone back to what it was. */
  void revertState(Unit unit, Withdrawal.Before before) {
    revive(unit, before);
    unit.changedBy(before.lastEvent());
    written(unit);
  }

  /**
   * Puts a unit, which was taken out of another, back to what it was before it was put into that.
   *
   * @param before what it was before it was taken out
   * @param packing what it was before it was put in
   */
  void release(Unit unit, Withdrawal.Before before, Withdrawal.Before packing) {
    revive(unit, before);
    if (packing.parent() == null) {
      unit.hold(packing.custodian(), packing.place(), packing.inTransitTo());
    }
    unit.changedBy(packing.lastEvent());
    written(unit);
  }

  /**
   * Takes back the end of a unit, or its return from one. Whether it is void is a matter of its
   * commissioning alone.
   */
  void revive(Unit unit, Withdrawal.Before before) {
    if (unit.state().isEnd() || (unit.state() == UnitState.ACTIVE && before.state().isEnd())) {
      unit.become(before.state(), before.endedAt(), before.endedIn());
      written(unit);
    }
  }

  /** Notes a step of a handover. */
  void handedOver(Unit unit, @Nullable Unit of, long event, OfferState state) {
    handovers.add(new Handover(unit, of == unit ? null : of, event, state));
  }

  /** Of a unit of another working set the one of this, which becomes as that is. */
  Unit adopted(Unit unit) {
    Unit mine =
        byEpc.computeIfAbsent(
            unit.epc(),
            epc -> {
              Unit born = new Unit(unit.id(), epc, unit.kind(), unit.batch(), unit.state());
              created.add(born);
              return born;
            });
    written(mine);
    replayed.add(mine);
    return mine;
  }

  /**
   * Units of which all that ever happened was applied anew: what is stored of it counts no more.
   */
  public Collection<Unit> replayed() {
    return replayed;
  }

  /** Steps of handovers, in their order. */
  public List<Handover> handovers() {
    return handovers;
  }

  /** How what logistic units hold changes. */
  public Contents contents() {
    return contents;
  }

  /** New units, in the order in which they came into being. */
  public Collection<Unit> created() {
    return created;
  }

  /** Stored units that were changed. */
  public Collection<Unit> changed() {
    return changed;
  }

  /** What went into and out of what, in the order in which it happened to be told. */
  public List<Move> moves() {
    return moves;
  }

  /** What stored units were like before they were changed. */
  public List<Change> changes() {
    return changes;
  }

  /** Moves that were taken back. */
  public List<Undone> undone() {
    return undone;
  }

  /** Stored units that came into being again, with the row of the event that tells of it. */
  public Map<Unit, Long> recommissioned() {
    return recommissioned;
  }

  /** Units whose commissioning was an error. */
  public Collection<Unit> voided() {
    return voided;
  }
}
