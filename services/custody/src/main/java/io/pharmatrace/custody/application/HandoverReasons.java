package io.pharmatrace.custody.application;

import io.pharmatrace.custody.application.EventStore.NewEvent;
import io.pharmatrace.platform.Columns;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Why receivers did not take units over, kept beside what became of these. */
final class HandoverReasons {
  private record Reason(long event, String text) {}

  private HandoverReasons() {}

  private record Kept(long offer, long unit, long event, @Nullable String text) {}

  /**
   * Has all rows of units be written anew, which keep their reasons where the event is the same.
   */
  static void keeping(Handle handle, List<Long> units, Runnable rewriting) {
    List<Kept> kept =
        handle
            .createQuery(
                "DELETE FROM custody.offer_unit WHERE unit_id = ANY(:units)"
                    + " RETURNING offer_id, unit_id, event_id, reason")
            .bindArray("units", Long.class, units)
            .map((r, c) -> new Kept(r.getLong(1), r.getLong(2), r.getLong(3), r.getString(4)))
            .list();
    rewriting.run();
    kept.removeIf(row -> row.text() == null);
    if (kept.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            UPDATE custody.offer_unit ou SET reason = n.reason
            FROM unnest(:offers, :units, :events, :reasons) AS n (offer, unit, event, reason)
            WHERE ou.offer_id = n.offer AND ou.unit_id = n.unit AND ou.event_id = n.event
            """)
        .bindArray("offers", Long.class, Columns.of(kept, Kept::offer))
        .bindArray("units", Long.class, Columns.of(kept, Kept::unit))
        .bindArray("events", Long.class, Columns.of(kept, Kept::event))
        .bindArray("reasons", String.class, Columns.of(kept, Kept::text))
        .execute();
  }

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
