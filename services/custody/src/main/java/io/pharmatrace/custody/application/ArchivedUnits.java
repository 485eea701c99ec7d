package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;
import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.UnitState;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.gs1.Epc;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was archived is closed, whoever asks and whatever is told of it (docs/adr/0016). */
final class ArchivedUnits {
  private ArchivedUnits() {}

  /** Why an event that names these units cannot be used; empty when none of them is archived. */
  static Optional<Refusal> refusal(Units units, Collection<Epc> named) {
    return named.stream()
        .filter(epc -> isArchived(units.get(epc)))
        .findFirst()
        .map(
            epc ->
                new Refusal(
                    Reason.ARCHIVED,
                    epc.digitalLink() + " belongs to a batch whose history was archived.",
                    epc));
  }

  private static boolean isArchived(@Nullable Unit unit) {
    return unit != null && unit.state() == UnitState.ARCHIVED;
  }
}
