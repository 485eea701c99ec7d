package io.pharmatrace.epcis;

import java.util.List;

/** What came of reading a whole document. */
public sealed interface ReadResult {

  /** Every event is valid. */
  record Valid(EpcisDocument document) implements ReadResult {}

  /**
   * Something is wrong.
   *
   * @param problems all of them, in document order, up to {@link ReadLimits#maxProblems()}
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
