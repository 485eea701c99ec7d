package io.pharmatrace.epcis;

import java.util.List;
import java.util.Objects;

/**
 * A document with its events.
 *
 * @param envelope what surrounds the events
 * @param events in document order
 */
public record EpcisDocument(Envelope envelope, List<EpcisEvent> events) {
  public EpcisDocument {
    Objects.requireNonNull(envelope);
    events = List.copyOf(events);
  }
}
