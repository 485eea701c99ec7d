package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Unit;
import io.pharmatrace.custody.domain.Units;
import io.pharmatrace.platform.Columns;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What becomes of offers when what was said of them is declared to be in error. */
final class OfferCorrections {
  private OfferCorrections() {}

  /**
   * Follows what a declaration of error took back: {@code custody.unit} decides.
   *
   * @param units the working set of the declaration; what is reported missing is not changed itself
   */
  static void follow(Handle handle, Units units) {
    List<Long> all = Columns.of(units.all(), Unit::id);
    putBack(handle, Columns.of(units.changed(), Unit::id));
    close(handle, all);
    reopen(handle, all);
    watch(handle, all);
  }

  /** What is in again was never taken out. */
  private static void putBack(Handle handle, List<Long> units) {
    List<Long> closed =
        handle
            .createQuery(
                """
                DELETE FROM custody.offer_unit ou USING custody.unit u, custody.event e
                WHERE ou.unit_id = ANY(:units) AND u.id = ou.unit_id AND e.id = ou.event_id
                  AND ou.part_of IS NOT NULL AND u.parent_id IS NOT NULL
                  AND e.declared_by IS NOT NULL
                RETURNING ou.part_of
                """)
            .bindArray("units", Long.class, units)
            .mapTo(Long.class)
            .list();
    handle
        .createUpdate(
            "UPDATE custody.offer_unit SET state = 'offered' WHERE unit_id = ANY(:units) AND state = 'opened'")
        .bindArray("units", Long.class, closed)
        .execute();
  }

  /** Goes before another offer of the unit is opened: it is on offer once. */
  private static void close(Handle handle, List<Long> units) {
    handle
        .createUpdate(
            """
            UPDATE custody.offer_unit ou SET state = 'withdrawn', reason = NULL
            FROM custody.unit u, custody.offer o
            WHERE ou.unit_id = ANY(:units) AND u.id = ou.unit_id AND o.id = ou.offer_id
              AND ou.state IN ('offered', 'missing')
              AND u.in_transit_to IS DISTINCT FROM o.receiver_id
            """)
        .bindArray("units", Long.class, units)
        .execute();
  }

  private static void reopen(Handle handle, List<Long> units) {
    handle
        .createUpdate(
            """
            UPDATE custody.offer_unit ou
            SET state = CASE WHEN ou.state = 'returned' THEN 'refused'
                             WHEN shipment.declared_by IS NULL AND u.in_transit_to = o.receiver_id
                             THEN 'offered'
                             ELSE 'withdrawn' END,
                event_id = CASE WHEN u.in_transit_to = o.receiver_id THEN o.id ELSE ou.event_id END,
                reason = NULL
            FROM custody.unit u, custody.offer o, custody.event e, custody.event shipment
            WHERE ou.unit_id = ANY(:units) AND u.id = ou.unit_id AND o.id = ou.offer_id
              AND e.id = ou.event_id AND shipment.id = o.id AND e.declared_by IS NOT NULL
              AND ((ou.offer_id = custody.offer_of(u.id)
                    AND (u.in_transit_to = o.receiver_id
                         OR (ou.state = 'returned' AND u.place IS NULL)))
                   OR (shipment.declared_by IS NOT NULL AND u.custodian_id = o.sender_id
                       AND ou.state <> 'withdrawn'))
            """)
        .bindArray("units", Long.class, units)
        .execute();
  }

  /** What is open again after its deadline has passed was told to nobody yet. */
  private static void watch(Handle handle, List<Long> units) {
    handle
        .createUpdate(
            """
            UPDATE custody.offer o SET watched = true
            WHERE NOT o.watched AND o.overdue IS NULL
              AND o.id IN (SELECT ou.offer_id FROM custody.offer_unit ou
                           WHERE ou.unit_id = ANY(:units) AND ou.state IN ('offered', 'missing'))
            """)
        .bindArray("units", Long.class, units)
        .execute();
  }
}
