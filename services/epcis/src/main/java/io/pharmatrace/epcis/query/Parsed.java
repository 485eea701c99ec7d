package io.pharmatrace.epcis.query;

import java.util.List;

/** What became of the parameters of a query. */
public sealed interface Parsed {

  /** Every parameter was understood. */
  record Ok(EventQuery query) implements Parsed {}

  /**
   * At least one was not; nothing is ever left out silently.
   *
   * @param problems every problem, never empty
   */
  record Invalid(List<QueryProblem> problems) implements Parsed {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
