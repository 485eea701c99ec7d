package io.pharmatrace.epcis.read;

import io.pharmatrace.epcis.ProblemCode;
import java.io.IOException;

/** Carries a broken limit out of the parser; never leaves this package. */
final class LimitException extends IOException {
  private final ProblemCode code;

  LimitException(ProblemCode code, String message) {
    super(message);
    this.code = code;
  }

  ProblemCode code() {
    return code;
  }
}
