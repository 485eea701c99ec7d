package io.pharmatrace.custody.application;

import io.pharmatrace.custody.domain.Unit;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What becomes of offers when what was said of them is declared to be in error. */
final class OfferCorrections {
  private OfferCorrections() {}

  /**
   * Follows what a declaration of error took back: {@code custody.unit} decides.
   *
   * @param units those that it changed
   */
  static void follow(Handle handle, Collection<Unit> units) {
    List<Long> ids = Columns.of(units, Unit::id);
    // What is in again was never taken out.
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
            .bindArray("units", Long.class, ids)
            .mapTo(Long.class)
            .list();
    handle
        .createUpdate(
            "UPDATE custody.offer_unit SET state = 'offered' WHERE unit_id = ANY(:units) AND state = 'opened'")
        .bindArray("units", Long.class, closed)
        .execute();
    handle
        .createUpdate(
            """
            UPDATE custody.offer_unit ou
            SET state = CASE WHEN ou.state = 'returned' THEN 'refused'
                             WHEN u.in_transit_to = o.receiver_id THEN 'offered'
                             ELSE 'withdrawn' END,
                event_id = CASE WHEN u.in_transit_to = o.receiver_id THEN o.id ELSE ou.event_id END
            FROM custody.unit u, custody.offer o, custody.event e, custody.event shipment
            WHERE ou.unit_id = ANY(:units) AND u.id = ou.unit_id AND o.id = ou.offer_id
              AND e.id = ou.event_id AND shipment.id = o.id
              AND ou.offer_id =
                (SELECT max(l.offer_id) FROM custody.offer_unit l WHERE l.unit_id = ou.unit_id)
              AND e.declared_by IS NOT NULL
              AND (u.in_transit_to = o.receiver_id OR ou.state IN ('offered', 'missing')
                   OR (ou.state = 'returned' AND u.place IS NULL)
                   OR (shipment.declared_by IS NOT NULL AND u.custodian_id = o.sender_id))
            """)
        .bindArray("units", Long.class, ids)
        .execute();
  }
}
