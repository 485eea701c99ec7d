package io.pharmatrace.fhir.search;

import io.pharmatrace.fhir.Problem;
import java.util.List;

/** What became of the parameters of a search. */
public sealed interface SearchResult {

  /**
   * A search that can be made.
   *
   * @param ignored unknown parameters, if the client wants them to be ignored
   */
  record Ok(SearchQuery query, List<Problem> ignored) implements SearchResult {
    public Ok {
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * Nothing is searched.
   *
   * @param problems all of them, never empty
   */
  record Invalid(List<Problem> problems) implements SearchResult {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
