package io.pharmatrace.verification.application;

import io.pharmatrace.custody.Entry;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions.Fate;

/**
 * A suspicion while it is decided what becomes of it.
 *
 * @param suspicion under the code that it is raised by
 * @param fate as far as that is decided
 * @param ofLabel whether it is about a label that is not on record
 */
record Weighed(Suspicion suspicion, Fate fate, boolean ofLabel) {
  Weighed as(Fate other) {
    return new Weighed(suspicion, other, ofLabel);
  }

  boolean isRaised() {
    return fate == Fate.RAISED;
  }

  /** Whether it may be no more than somebody's typing error. */
  boolean mayBeMistyped() {
    return isRaised() && ofLabel && suspicion.entry() == Entry.TYPED;
  }
}
