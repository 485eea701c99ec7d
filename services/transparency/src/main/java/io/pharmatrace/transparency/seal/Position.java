package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import java.util.Optional;

/** Where a unit is now. */
public sealed interface Position {
  /** Topmost, in an open slot. */
  record Held(Slot slot) implements Position {}

  /**
   * In a logistic unit.
   *
   * @param container EPC of that
   */
  record Inside(String container) implements Position {}

  /**
   * In a final state.
   *
   * @param closer leaf hash of the final entry
   * @param wayBack the open slot that a reactivation in time may use
   */
  record Ended(Bytes32 closer, Optional<Slot> wayBack) implements Position {}
}
