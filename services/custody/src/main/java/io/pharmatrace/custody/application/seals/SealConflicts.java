package io.pharmatrace.custody.application.seals;

import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.gs1.Epc;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Alerts of units that custody has elsewhere than their seals. Of one thread. */
final class SealConflicts {
  /** More than so many at once say the same. */
  private static final int ALERTS_AT_ONCE = 1_000;

  private final OffsetDateTime now;
  private final List<Suspicion> found = new ArrayList<>();

  SealConflicts(OffsetDateTime now) {
    this.now = now;
  }

  /**
   * A unit to alert of.
   *
   * @param holder who has the unit in custody
   * @param epc canonical Digital Link URI
   */
  void add(UUID holder, String epc) {
    if (found.size() < ALERTS_AT_ONCE) {
      found.add(
          new Suspicion(
              Suspicions.Code.SEAL_CONFLICT,
              holder,
              null,
              Epc.parse(epc).toOptional().orElseThrow(),
              now,
              "The seals of this unit do not lead to where custody has it."));
    }
  }

  /** Raises all of them. */
  void raise(Handle transaction, Suspicions suspicions) {
    suspicions.raise(transaction, found);
  }
}
