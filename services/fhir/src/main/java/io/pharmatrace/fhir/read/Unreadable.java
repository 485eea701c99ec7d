package io.pharmatrace.fhir.read;

import io.pharmatrace.fhir.ProblemCode;

/** Ends reading: nothing after this place is looked at. Never leaves this package. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1;

  private final ProblemCode code;

  Unreadable(ProblemCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  ProblemCode code() {
    return code;
  }
}
