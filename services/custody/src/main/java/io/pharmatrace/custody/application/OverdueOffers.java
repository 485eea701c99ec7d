package io.pharmatrace.custody.application;

import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells sender and receiver, once for each offer, that its deadline has passed and something is
 * still open. Thread-safe; several processes share the work.
 */
@Singleton
public class OverdueOffers {
  private static final int AT_ONCE = 100;

  private final Jdbi jdbi;
  private final Suspicions suspicions;

  OverdueOffers(Jdbi jdbi, Suspicions suspicions) {
    this.jdbi = jdbi;
    this.suspicions = suspicions;
  }

  /**
   * Tells of the next ones.
   *
   * @return whether there may be more
   */
  public boolean tellNext() {
    return jdbi.inTransaction(
        handle -> {
          List<Long> due = due(handle);
          suspicions.raise(handle, overdue(handle, due));
          return due.size() == AT_ONCE;
        });
  }

  private static List<Long> due(Handle handle) {
    return handle
        .createQuery(
            """
            UPDATE custody.offer o
            SET watched = false,
                overdue = CASE WHEN EXISTS (
                  SELECT FROM custody.offer_unit u
                  WHERE u.offer_id = o.id AND u.state IN ('offered', 'missing')) THEN now() END
            WHERE o.id IN (
              SELECT id FROM custody.offer WHERE watched AND deadline < now()
              ORDER BY deadline LIMIT :limit FOR UPDATE SKIP LOCKED)
            RETURNING o.id
            """)
        .bind("limit", AT_ONCE)
        .mapTo(Long.class)
        .list();
  }

  private static List<Suspicion> overdue(Handle handle, List<Long> offers) {
    return handle
        .createQuery(
            """
            SELECT o.receiver_id, o.sender_id, o.overdue, n.count, u.key, u.serial
            FROM custody.offer o
            CROSS JOIN LATERAL (
              SELECT count(*) AS count, min(ou.unit_id) AS first FROM custody.offer_unit ou
              WHERE ou.offer_id = o.id AND ou.state IN ('offered', 'missing')) n
            JOIN custody.unit u ON u.id = n.first
            WHERE o.id = ANY(:offers) AND o.overdue IS NOT NULL
            """)
        .bindArray("offers", Long.class, offers)
        .map((r, c) -> suspicion(r))
        .list();
  }

  private static Suspicion suspicion(ResultSet r) throws SQLException {
    return new Suspicion(
            Suspicions.Code.HANDOVER_OVERDUE,
            r.getObject("receiver_id", UUID.class),
            null,
            UnitKey.epc(r.getString("key"), r.getString("serial")),
            r.getObject("overdue", OffsetDateTime.class),
            "The deadline of a shipment has passed; units neither accepted nor refused: "
                + r.getLong("count")
                + ".")
        .concerning(Set.of(r.getObject("sender_id", UUID.class)));
  }
}
