package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.NewEvent;
import io.pharmatrace.platform.Columns;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Why receivers did not take units over, kept beside what became of these. */
final class HandoverReasons {
  private record Reason(long event, String text) {}

  private HandoverReasons() {}

  /**
   * Writes the reasons that events give, of which 1,000 characters are kept.
   *
   * @param events by which {@link Offers} has just written what became of units
   */
  static void save(Handle handle, List<NewEvent> events) {
    List<Reason> reasons = new ArrayList<>();
    for (NewEvent event : events) {
      HandoverWords.reason(event.event())
          .ifPresent(text -> reasons.add(new Reason(event.id(), text)));
    }
    if (reasons.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            UPDATE custody.offer_unit ou SET reason = left(n.reason, 1000)
            FROM unnest(:events, :reasons) AS n (event, reason) WHERE ou.event_id = n.event
            """)
        .bindArray("events", Long.class, Columns.of(reasons, Reason::event))
        .bindArray("reasons", String.class, Columns.of(reasons, Reason::text))
        .execute();
  }
}
