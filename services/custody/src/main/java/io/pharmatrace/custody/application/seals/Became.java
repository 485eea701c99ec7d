package io.pharmatrace.custody.application.seals;

import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.transparency.Bytes32;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a unit became by an event.
 *
 * @param id place in the queue
 * @param event row of the event
 * @param digest content digest of the event
 * @param unit row of the unit
 * @param maker of a pack that came into being: who commissioned it
 * @param was what it was before, if that is known
 * @param parent row of what it is in
 * @param custodian of a topmost unit
 * @param inTransitTo of a topmost unit that is on offer
 * @param since when it came into that state
 */
record Became(
    long id,
    long event,
    Bytes32 digest,
    long unit,
    @Nullable UUID maker,
    @Nullable Was was,
    UnitState state,
    @Nullable Long parent,
    @Nullable UUID custodian,
    @Nullable UUID inTransitTo,
    @Nullable OffsetDateTime since) {

  /** States of units that have left the supply chain, as in the database. */
  static final List<String> GONE =
      Arrays.stream(UnitState.values()).filter(Became::isGone).map(UnitState::text).toList();

  /** What a unit was before an event. */
  record Was(UnitState state, @Nullable Long parent, @Nullable UUID custodian) {}

  /** Whether the unit has left the supply chain: its slot is closed. */
  boolean isGone() {
    return isGone(state);
  }

  /** What is locked has not left it. */
  private static boolean isGone(UnitState state) {
    return switch (state) {
      case ACTIVE, LOCKED -> false;
      default -> true;
    };
  }

  /** Whether it may be undone: what is void is made anew, and nothing comes back destroyed. */
  boolean hasWayBack() {
    return state != UnitState.VOID && state != UnitState.DESTROYED;
  }

  /** The same, with the digest of its event. */
  Became about(Bytes32 eventDigest) {
    return new Became(
        id, event, eventDigest, unit, maker, was, state, parent, custodian, inTransitTo, since);
  }
}
