package io.pharmatrace.custody.domain;

import java.time.OffsetDateTime;
import java.util.UUID;

/** Who had what, by what is on record by now. */
@FunctionalInterface
public interface Past {
  /** Nothing is known of it. */
  Past UNKNOWN = (unit, organisation, at) -> false;

  /** Whether a unit was in an organisation's custody, and not in transit, at some time. */
  boolean held(Unit unit, UUID organisation, OffsetDateTime at);

  /** Whether an organisation ever held a unit or was offered it, by itself or inside another. */
  default boolean met(Unit unit, UUID organisation) {
    return false;
  }
}
