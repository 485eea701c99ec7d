package io.pharmatrace.fhir.read;

import io.pharmatrace.fhir.Problem;
import io.pharmatrace.fhir.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/** Collects problems up to a limit. Not thread-safe. */
final class Problems {
  private final int max;
  private final List<Problem> found = new ArrayList<>();

  Problems(int max) {
    this.max = max;
  }

  void add(ProblemCode code, String at, String message) {
    if (found.size() < max) {
      found.add(new Problem(code, at, message));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Problem> found() {
    return List.copyOf(found);
  }
}
