package io.pharmatrace.fhir;

import java.util.List;

/** What came of reading a resource. */
public sealed interface ReadResult {

  /** It is one, and every element of it is known and as R4 wants it. */
  record Valid(Resource resource) implements ReadResult {}

  /**
   * Something is wrong.
   *
   * @param problems in the order in which they were found, up to {@link ReadLimits#maxProblems()}
   */
  record Invalid(List<Problem> problems) implements ReadResult {
    public Invalid {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("invalid without a problem");
      }
    }
  }
}
