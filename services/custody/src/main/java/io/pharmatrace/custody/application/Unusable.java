package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Refusal;
import io.pharmatrace.custody.domain.Refusal.Reason;

/** Ends the reading of one event; never leaves {@link Interpreter}. */
final class Unusable extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient Refusal refusal;

  Unusable(Reason reason, String detail) {
    super(detail, null, false, false);
    this.refusal = new Refusal(reason, detail);
  }

  Refusal refusal() {
    return refusal;
  }
}
