package io.pharmatrace.epcis;

import java.util.List;
import java.util.Objects;

/**
 * What came of streaming a document.
 *
 * @param envelope what surrounds the events, as far as it was read
 * @param events how many events were given to the sink, valid or not
 * @param problems what is wrong outside the events; reading stopped where a problem made it
 *     impossible to go on. Empty if the document itself is sound
 */
public record StreamResult(Envelope envelope, int events, List<Problem> problems) {
  public StreamResult {
    Objects.requireNonNull(envelope);
    problems = List.copyOf(problems);
  }
}
