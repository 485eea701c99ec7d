package io.pharmatrace.custody.domain;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who had what, by what is on record by now. */
@FunctionalInterface
public interface Past {
  /** Nothing is known of it. */
  Past UNKNOWN = (unit, organisation, at) -> false;

  /** Whether a unit was in an organisation's custody, and not in transit, at some time. */
  boolean held(Unit unit, UUID organisation, OffsetDateTime at);

  /** Whether an organisation has a unit, is offered it, or ever did or was. */
  default boolean concerns(Unit unit, UUID organisation) {
    Unit topmost = unit.topmost();
    return organisation.equals(topmost.custodian())
        || organisation.equals(topmost.inTransitTo())
        || met(unit, organisation);
  }

  /**
   * How a unit had ended before its latest return to Active.
   *
   * @param state in which it was
   * @param since since when; null where that is not known
   */
  record Ended(UnitState state, @Nullable OffsetDateTime since) {}

  /** How a unit had ended before its latest return to Active; empty when that is not known. */
  default Optional<Ended> cameBackFrom(Unit unit) {
    return Optional.empty();
  }

  /**
   * Whether we were told over {@link PackTransitions#UNDO_WITHIN} ago that a unit was Active no
   * more, whatever time was told.
   */
  default boolean isLongTold(Unit unit) {
    return false;
  }

  /** Whether a unit cannot be undone any more, whoever writes what time of it. */
  default boolean isBeyondUndo(Unit unit) {
    return unit.state().toActive() == UnitState.Return.IN_TIME_AT_THE_PLACE && isLongTold(unit);
  }

  /** Whether an organisation ever held a unit or was offered it, by itself or inside another. */
  default boolean met(Unit unit, UUID organisation) {
    return false;
  }
}
