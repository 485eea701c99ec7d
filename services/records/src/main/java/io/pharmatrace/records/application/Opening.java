package io.pharmatrace.records.application;

import io.pharmatrace.records.domain.Refusal;
import java.util.UUID;

/** What came of opening a record. */
sealed interface Opening {
  /**
   * It is whole, the author's, and what the log holds.
   *
   * @param document its bytes as they were signed, which are UTF-8
   * @param author organisation whose key signed it
   */
  record Opened(String document, UUID author) implements Opening {
    /** Tells nothing of the document. */
    @Override
    public String toString() {
      return "Opened[hidden]";
    }
  }

  /**
   * Still sealed, for a reader with an own key.
   *
   * @param jwe for that recipient only
   */
  record Handed(String jwe) implements Opening {}

  /** It is not, and nothing of it is told. */
  record Refused(Refusal reason) implements Opening {}
}
