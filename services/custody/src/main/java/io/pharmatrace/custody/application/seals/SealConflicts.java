package io.pharmatrace.custody.application.seals;

import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.custody.Suspicions.Suspicion;
import io.pharmatrace.gs1.Epc;
import java.time.OffsetDateTime;
import java.util.UUID;

/** What is told of units that custody has elsewhere than their seals. */
final class SealConflicts {
  private SealConflicts() {}

  /**
   * The alert.
   *
   * @param holder who has the unit in custody
   * @param epc canonical Digital Link URI
   */
  static Suspicion suspicion(UUID holder, String epc, OffsetDateTime now) {
    return new Suspicion(
        Suspicions.Code.SEAL_CONFLICT,
        holder,
        null,
        Epc.parse(epc).toOptional().orElseThrow(),
        now,
        "The seals of this unit do not lead to where custody has it.");
  }
}
