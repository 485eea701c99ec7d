package io.pharmatrace.verification.domain;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is on record for a GTIN and serial number.
 *
 * @param productKnown whether the GTIN is registered
 * @param isCase whether the GTIN is that of a case, which is a logistic unit and has no verdict
 * @param askedBatchKnown whether the batch that the asker named exists for the product
 * @param pack the pack, or null when the serial number is unknown
 */
public record PackFacts(
    boolean productKnown, boolean isCase, boolean askedBatchKnown, @Nullable Pack pack) {

  /** Of what is no case. */
  public PackFacts(boolean productKnown, boolean askedBatchKnown, @Nullable Pack pack) {
    this(productKnown, false, askedBatchKnown, pack);
  }

  /**
   * A commissioned pack.
   *
   * @param state as in docs/pack-states.md
   * @param batchState Active, Recalled, Expired; recalled where the asker is
   * @param productState Active, Withdrawn; withdrawn where the asker is
   * @param custodian who holds it now
   * @param inTransitTo whom it is on its way to, if to anyone
   * @param suspect whether a check before a saleable return failed and is not cleared up, or it was
   *     confirmed that the pack, or another one of this number, is falsified
   * @param returned whether it came back, to its custodian or before that, and no check before a
   *     saleable return has passed since; told for the custodian and for regulators only
   */
  public record Pack(
      String state,
      String lot,
      LocalDate expiry,
      String batchState,
      String productState,
      UUID custodian,
      @Nullable UUID inTransitTo,
      boolean suspect,
      boolean returned) {

    /** One that is under no suspicion and did not come back. */
    public Pack(
        String state,
        String lot,
        LocalDate expiry,
        String batchState,
        String productState,
        UUID custodian,
        @Nullable UUID inTransitTo) {
      this(state, lot, expiry, batchState, productState, custodian, inTransitTo, false, false);
    }
  }
}
