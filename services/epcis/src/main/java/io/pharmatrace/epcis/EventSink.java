package io.pharmatrace.epcis;

import java.util.List;

/** Takes events one at a time while a document is being read, in document order. */
public interface EventSink {

  /**
   * An event that is valid.
   *
   * @param index position in the document, from 0
   */
  void event(int index, EpcisEvent event);

  /**
   * An event that is not; reading goes on with the next.
   *
   * @param index position in the document, from 0
   * @param problems every problem of this event
   */
  void invalid(int index, List<Problem> problems);
}
