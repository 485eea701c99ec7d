package io.pharmatrace.custody.domain;

import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A pack, or a logistic unit that holds others. Custody and place are kept on the topmost unit
 * only; what is inside inherits them. Lives in one thread, inside one {@link Units}.
 */
public final class Unit {
  /** What a unit is. */
  public enum Kind {
    PACK,
    /** A logistic unit that is identified by an SGTIN. */
    CASE,
    /** A logistic unit that is identified by an SSCC. */
    SSCC
  }

  private final long id;
  private final Epc epc;
  private final Kind kind;
  private @Nullable BatchRef batch;
  private UnitState state;
  private @Nullable Unit parent;
  private @Nullable UUID custodian;
  private @Nullable Gln place;
  private @Nullable UUID inTransitTo;
  private @Nullable OffsetDateTime departed;
  private @Nullable OffsetDateTime arrived;
  private @Nullable OffsetDateTime endedAt;
  private @Nullable Gln endedIn;
  private @Nullable OffsetDateTime told;
  private boolean unmade;
  private long lastEvent;
  private int height;
  private boolean keepsCustody;

  /**
   * A unit as it is stored, or a new one.
   *
   * @param id row identifier
   * @param epc its GS1 key
   * @param kind what it is
   * @param batch its batch; none for an SSCC
   * @param state its own state
   */
  public Unit(long id, Epc epc, Kind kind, @Nullable BatchRef batch, UnitState state) {
    this.id = id;
    this.epc = epc;
    this.kind = kind;
    this.batch = batch;
    this.state = state;
  }

  public long id() {
    return id;
  }

  public Epc epc() {
    return epc;
  }

  public Kind kind() {
    return kind;
  }

  public @Nullable BatchRef batch() {
    return batch;
  }

  public UnitState state() {
    return state;
  }

  /** The unit that directly holds this one. */
  public @Nullable Unit parent() {
    return parent;
  }

  /** Who holds it; set on a topmost unit only. */
  public @Nullable UUID custodian() {
    return custodian;
  }

  /** Where it is; set on a topmost unit only, and absent while in transit. */
  public @Nullable Gln place() {
    return place;
  }

  /** Whom it was offered to; set on a topmost unit only. */
  public @Nullable UUID inTransitTo() {
    return inTransitTo;
  }

  /** When it was shipped; set on a topmost unit in transit only. */
  public @Nullable OffsetDateTime departed() {
    return departed;
  }

  /** As stored, or as just told. */
  public void departed(@Nullable OffsetDateTime time) {
    this.departed = time;
  }

  /** When it was received; set on a topmost logistic unit only, if nothing changed it since. */
  @Nullable OffsetDateTime arrived() {
    return arrived;
  }

  /** As stored, or as just told. */
  public void arrived(@Nullable OffsetDateTime time) {
    this.arrived = time;
  }

  /** The latest event that changed this unit itself. */
  public long lastEvent() {
    return lastEvent;
  }

  /** The outermost unit that holds this one; itself when nothing does. */
  public Unit topmost() {
    Unit unit = this;
    for (Unit up = unit.parent; up != null; up = unit.parent) {
      unit = up;
    }
    return unit;
  }

  /** How many units hold this one, from inside out. */
  public int depth() {
    int depth = 0;
    for (Unit up = parent; up != null; up = up.parent) {
      depth++;
    }
    return depth;
  }

  /** Whether the other unit is this one or holds it at any level. */
  public boolean isWithin(Unit other) {
    for (Unit up = this; up != null; up = up.parent) {
      if (up == other) {
        return true;
      }
    }
    return false;
  }

  /** Custody as a topmost unit. */
  public void hold(@Nullable UUID custodian, @Nullable Gln place, @Nullable UUID inTransitTo) {
    this.parent = null;
    this.custodian = custodian;
    this.place = place;
    this.inTransitTo = inTransitTo;
    this.departed = null;
    this.arrived = null;
  }

  /** Goes into another unit, whose custody it inherits from now on. */
  public void putInto(Unit parent) {
    this.parent = parent;
    this.custodian = null;
    this.place = null;
    this.inTransitTo = null;
    this.departed = null;
    this.arrived = null;
  }

  /** How many levels of units it has held at the most; 0 for one that never held any. */
  public int height() {
    return height;
  }

  /** As stored. */
  public void height(int height) {
    this.height = height;
  }

  /** Of a void unit: whether it stays where and whose it is when it is commissioned again. */
  public boolean keepsCustody() {
    return keepsCustody;
  }

  /** As stored, or as just told. */
  public void keepsCustody(boolean keeps) {
    this.keepsCustody = keeps;
  }

  /** Notes that it holds the child; returns whether that made it higher than it ever was. */
  boolean holds(Unit child) {
    int levels = child.height;
    for (Unit up = child.parent; up != null && up != this; up = up.parent) {
      levels++;
    }
    if (height > levels) {
      return false;
    }
    height = levels + 1;
    return true;
  }

  /** Comes into being again, after it was void. */
  void recommission(@Nullable BatchRef batch) {
    this.batch = batch;
    this.unmade = false;
    become(UnitState.ACTIVE, null, null);
  }

  /** Is in a state since some time and place, as far as they are known. */
  void become(UnitState state, @Nullable OffsetDateTime time, @Nullable Gln place) {
    this.state = state;
    ended(time, place);
  }

  /** Whether its commissioning was declared to be in error: it must not come back to life. */
  public boolean unmade() {
    return unmade;
  }

  /** As stored, or as just told. */
  public void unmade(boolean unmade) {
    this.unmade = unmade;
  }

  /** Leaves the supply chain. */
  void end(UnitState state, OffsetDateTime time, @Nullable Gln place) {
    this.state = state;
    ended(time, place);
  }

  /** Comes back from how it had ended. */
  void reactivate(OffsetDateTime time, @Nullable Gln place) {
    end(UnitState.ACTIVE, time, place);
  }

  /** When it came into the state that it is in, if it has ever changed. */
  public @Nullable OffsetDateTime endedAt() {
    return endedAt;
  }

  /** Where that was. */
  public @Nullable Gln endedIn() {
    return endedIn;
  }

  /** As stored. */
  public void ended(@Nullable OffsetDateTime time, @Nullable Gln place) {
    this.endedAt = time;
    this.endedIn = place;
  }

  /** The latest time of anything that was told of this unit, as far as that is known. */
  public @Nullable OffsetDateTime told() {
    return told;
  }

  /** Something was told of it; returns whether of later than all before. */
  public boolean toldOf(OffsetDateTime time) {
    boolean later = told == null || told.isBefore(time);
    if (later) {
      told = time;
    }
    return later;
  }

  /** Becomes as another one is, which stands for the same unit. */
  void become(Unit other, @Nullable Unit holder) {
    batch = other.batch;
    state = other.state;
    parent = holder;
    custodian = other.custodian;
    place = other.place;
    inTransitTo = other.inTransitTo;
    departed = other.departed;
    arrived = other.arrived;
    endedAt = other.endedAt;
    endedIn = other.endedIn;
    lastEvent = other.lastEvent;
    height = Math.max(height, other.height);
    if (other.told != null) {
      toldOf(other.told);
    }
  }

  /** Notes the event that changed this unit. */
  public void changedBy(long event) {
    this.lastEvent = event;
  }
}
