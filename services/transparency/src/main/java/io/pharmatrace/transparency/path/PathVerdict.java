package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import java.time.Instant;
import java.util.Optional;

/** What checking a path found. */
public sealed interface PathVerdict {
  /**
   * The unit is in an open slot.
   *
   * @param holder the organisation whose slot it is
   */
  record Held(Bytes32 holder) implements PathVerdict {}

  /**
   * The unit was dispensed, destroyed, exported or left the network, and that was not undone.
   *
   * @param holder who had it
   * @param closer leaf hash of the final entry
   * @param undoneUntil by which block time it may still be undone, or could have been; empty when
   *     it ended for good
   */
  record Ended(Bytes32 holder, Bytes32 closer, Optional<Instant> undoneUntil)
      implements PathVerdict {}

  /**
   * The path proves nothing.
   *
   * @param hop the first that is wrong, from 1; 0 for the origin, and one more than there are for
   *     the end
   * @param flaw what is wrong with it
   */
  record Invalid(int hop, Flaw flaw) implements PathVerdict {}

  /** What may be wrong. */
  enum Flaw {
    /** The path is about another unit than the one asked for. */
    OTHER_UNIT_ASKED,
    /** No such commitment is on chain. */
    NO_COMMITMENT,
    /** The entry is not in the log that was committed. */
    NOT_IN_LOG,
    /** The entry is of another type than the hop. */
    OTHER_TYPE,
    /** The batch was committed before the commitment that is shown. */
    COMMITTED_BEFORE,
    /** The maker may not commission under that company prefix, or the unit is not under it. */
    NOT_ENTITLED,
    /** The note is not among those that the entry made. */
    NOTE_FROM_NOWHERE,
    /** The unit is not where the place says. */
    NOT_IN_PLACE,
    /** No closure of the holder closes the slot there. */
    NOT_CLOSED_THERE,
    /** The slot was closed before the log had the entry that made its note. */
    CLOSED_BEFORE_MADE,
    /** The closure is bound to something else. */
    OTHER_BINDING,
    /** The step is not the one that belongs to the slot. */
    OTHER_STEP,
    /** The step leads to another note, slot or position. */
    LEADS_ELSEWHERE,
    /** The step leads to another unit, or what is inside changed. */
    OTHER_UNIT,
    /** The new note is of an organisation that it must not be. */
    OTHER_HOLDER,
    /** Offer, acceptance and handover do not belong together. */
    OTHER_HANDOVER,
    /** A final entry that made a way back, without it. */
    WAY_BACK_HIDDEN,
    /** A reactivation of something else. */
    OTHER_REACTIVATION,
    /** A reactivation more than 240 hours after the end, or before it. */
    NOT_IN_TIME,
    /** Something else than a reactivation follows after the end. */
    AFTER_THE_END,
    /** The slot is closed: the unit went on. */
    WENT_ON
  }
}
