package io.pharmatrace.custody.application;

import io.pharmatrace.custody.HolderNotices;
import io.pharmatrace.custody.HolderNotices.Holding;
import io.pharmatrace.platform.Columns;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Tells each holder of what is recalled, once for each recall: soon after the recall, or soon after
 * it was sent to who had none of it then. Thread-safe.
 */
@Singleton
public class RecallNotices {
  private static final int OFFERS_AT_ONCE = 500;

  private record Late(long recall, UUID receiver) {}

  private final Jdbi jdbi;
  private final HolderNotices notices;

  RecallNotices(Jdbi jdbi, HolderNotices notices) {
    this.jdbi = jdbi;
    this.notices = notices;
  }

  /**
   * Tells the holders of the recall that was declared next.
   *
   * @return whether there was one
   */
  public boolean tellNext() {
    return jdbi.inTransaction(
        handle -> {
          Optional<Long> next =
              handle
                  .createQuery(
                      """
                      INSERT INTO custody.recall_told (recall_id)
                      SELECT r.id FROM registry.recalls r
                      WHERE NOT EXISTS (SELECT FROM custody.recall_told t WHERE t.recall_id = r.id)
                      ORDER BY r.id LIMIT 1
                      ON CONFLICT DO NOTHING
                      RETURNING recall_id
                      """)
                  .mapTo(Long.class)
                  .findOne();
          next.ifPresent(recall -> tell(handle, List.of(recall), null));
          return next.isPresent();
        });
  }

  /**
   * Tells to whom something recalled was shipped since. Offer and recall may come at the same time:
   * whichever is committed later finds the other.
   *
   * @return whether there may be more offers
   */
  public boolean tellReceivers() {
    return jdbi.inTransaction(
        handle -> {
          List<Long> offers =
              handle
                  .createQuery(
                      """
                      UPDATE custody.offer SET recalls_due = false
                      WHERE id = ANY(ARRAY(SELECT id FROM custody.offer WHERE recalls_due
                                           ORDER BY id LIMIT :batch FOR UPDATE SKIP LOCKED))
                      RETURNING id
                      """)
                  .bind("batch", OFFERS_AT_ONCE)
                  .mapTo(Long.class)
                  .list();
          List<Late> late = offers.isEmpty() ? List.of() : late(handle, offers);
          if (!late.isEmpty()) {
            tell(handle, Columns.of(late, Late::recall), Columns.of(late, Late::receiver));
          }
          return offers.size() == OFFERS_AT_ONCE;
        });
  }

  /** Receivers of recalled batches who were not told yet. */
  private static List<Late> late(Handle handle, List<Long> offers) {
    return handle
        .createQuery(
            """
            SELECT DISTINCT r.id, o.receiver_id
            FROM custody.offer o JOIN custody.offer_unit ou ON ou.offer_id = o.id
            CROSS JOIN LATERAL (
              SELECT batch_id FROM custody.content WHERE unit_id = ou.unit_id
              UNION ALL
              SELECT batch_id FROM custody.unit WHERE id = ou.unit_id AND batch_id IS NOT NULL
            ) c
            JOIN registry.batches b ON b.id = c.batch_id
            JOIN registry.recalls r ON r.gtin = b.gtin AND (r.lot IS NULL OR r.lot = b.lot)
            WHERE o.id = ANY(:offers)
              AND NOT EXISTS (SELECT FROM custody.recall_holder h
                              WHERE h.organisation_id = o.receiver_id AND h.recall_id = r.id)
            """)
        .bindArray("offers", Long.class, offers)
        .map((r, c) -> new Late(r.getLong(1), r.getObject(2, UUID.class)))
        .list();
  }

  /**
   * Tells those who have something of these recalls and were not told of them before.
   *
   * @param only whom at the most; null for everybody
   */
  private void tell(Handle handle, List<Long> recalls, @Nullable List<UUID> only) {
    List<Holding> holdings =
        handle
            .createQuery(
                Holders.RECALLED_PACKS
                    + """
                    , told AS (
                      INSERT INTO custody.recall_holder (organisation_id, recall_id)
                      SELECT organisation_id, recall_id FROM counted
                      WHERE :everybody OR organisation_id = ANY(:only)
                      ORDER BY organisation_id, recall_id
                      ON CONFLICT DO NOTHING
                      RETURNING organisation_id, recall_id
                    )
                    SELECT * FROM counted JOIN told USING (organisation_id, recall_id)
                    ORDER BY recall_id, organisation_id
                    """)
            .bindArray("recalls", Long.class, recalls)
            .bind("units", false)
            .bind("everybody", only == null)
            .bindArray("only", UUID.class, only == null ? List.of() : only)
            .map(
                (r, c) ->
                    new Holding(
                        r.getLong("recall_id"),
                        r.getObject("organisation_id", UUID.class),
                        r.getLong("packs"),
                        r.getLong("incoming")))
            .list();
    notices.tell(handle, holdings);
  }
}
