package io.pharmatrace.custody.domain;

import java.util.EnumSet;
import java.util.Set;

/**
 * State of a pack or logistic unit, in the words of the European repositories (EU 2016/161; EMVO
 * URS), with how it can be left: the one table of the life of a pack, which docs/pack-states.md
 * shows cell by cell. Its limits of time are those of {@link PackTransitions}.
 */
public enum UnitState {
  /** In the supply chain. */
  ACTIVE("Active", Return.NONE, false),
  /** Dispensed to a patient. */
  SUPPLIED("Supplied", Return.IN_TIME_AT_THE_PLACE, true),
  /** Left the area of the repositories. */
  EXPORTED("Exported", Return.IN_TIME_AT_THE_PLACE, true),
  /** Taken out by a parallel distributor, for repackaging. */
  CHECKED_OUT("CheckedOut", Return.IN_TIME_AT_THE_PLACE, true),
  /** Taken by an authority. */
  SAMPLE("Sample", Return.IN_TIME_AT_THE_PLACE, true),
  /** Given out by the manufacturer for free. */
  FREE_SAMPLE("FreeSample", Return.IN_TIME_AT_THE_PLACE, true),
  /** Held back, for example while somebody looks into it. */
  LOCKED("Locked", Return.ALWAYS, false),
  STOLEN("Stolen", Return.NEVER, false),
  DESTROYED("Destroyed", Return.NEVER, false),
  /** Commissioned in error: as if it did not exist, until it is commissioned again. */
  VOID("Void", Return.NONE, false),
  /** Its batch was archived (docs/adr/0016): nothing is captured about it any more. */
  ARCHIVED("Archived", Return.NONE, false);

  /** When a pack may become Active again; the harder the later. */
  public enum Return {
    /** There is nothing to return from. */
    NONE,
    ALWAYS,
    /** Within {@link PackTransitions#UNDO_WITHIN}, where it was done. */
    IN_TIME_AT_THE_PLACE,
    NEVER
  }

  private final String text;
  private final Return toActive;
  private final boolean givesOut;

  UnitState(String text, Return toActive, boolean givesOut) {
    this.text = text;
    this.toActive = toActive;
    this.givesOut = givesOut;
  }

  /** As in the database and in answers. */
  public String text() {
    return text;
  }

  /** When a pack in this state may become Active again. */
  public Return toActive() {
    return toActive;
  }

  /** Whether a pack in it is with somebody who may use it; never one of a batch that ended. */
  public boolean givesOut() {
    return givesOut;
  }

  /** Whether a pack in it has left the supply chain. */
  public boolean isEnd() {
    return toActive != Return.NONE;
  }

  /** The ends that a pack in it may come to at any time. */
  public Set<UnitState> ends() {
    return switch (this) {
      case ACTIVE ->
          EnumSet.of(
              SUPPLIED, EXPORTED, CHECKED_OUT, SAMPLE, FREE_SAMPLE, LOCKED, STOLEN, DESTROYED);
      // It may turn out to be stolen, and is destroyed when its batch was recalled.
      case LOCKED -> EnumSet.of(STOLEN, DESTROYED);
      default -> EnumSet.noneOf(UnitState.class);
    };
  }

  /**
   * Whether another end takes its place that came clearly before it ({@link PackTransitions#LATE}),
   * and is told later: it had ended so already. Unless it would come back more easily from there:
   * who ended it later did so in good faith.
   */
  public boolean yieldsTo(UnitState earlier) {
    return toActive != Return.NEVER && earlier.toActive.compareTo(toActive) >= 0;
  }

  /** Whether a pack can be brought into it, back from it included. */
  public boolean canBeWanted() {
    return this != VOID && this != ARCHIVED;
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException when it is no state
   */
  public static UnitState of(String text) {
    for (UnitState state : values()) {
      if (state.text.equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException("no unit state: " + text);
  }
}
