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

  /** Whether an organisation ever held a unit or was offered it, by itself or inside another. */
  default boolean met(Unit unit, UUID organisation) {
    return false;
  }
}
