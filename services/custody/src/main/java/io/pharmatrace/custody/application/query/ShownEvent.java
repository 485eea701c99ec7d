package io.pharmatrace.custody.application.query;

import io.pharmatrace.epcis.EpcisEvent;
import java.util.function.Supplier;

/**
 * An event as a viewer sees it.
 *
 * @param stored with identifiers as they are stored, EPC URNs as Digital Links: what queries are
 *     held against
 * @param whole whether all that the event hash is about is in it
 * @param restored makes the same event with identifiers as they came in. Called only for what is
 *     given out, because it can take longer than reading the event
 */
public record ShownEvent(EpcisEvent stored, boolean whole, Supplier<EpcisEvent> restored) {

  /** The event with identifiers as they came in. */
  public EpcisEvent given() {
    return restored.get();
  }
}
