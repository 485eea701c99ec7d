package io.pharmatrace.custody.application;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.custody.application.Holders.Recalled;
import io.pharmatrace.kafka.Topics;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.Outbox;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Tells each holder of what is recalled, once, soon after the recall. Thread-safe. */
@Singleton
public class RecallNotices {
  /**
   * What a holder of what is recalled is told, and the receiver of what is in transit.
   *
   * @param recall number of the recall; with the organisation it identifies the message
   * @param organisation identifier of who is told
   * @param gtin the product
   * @param batch batch number; absent when the product is withdrawn
   * @param country ISO 3166-1 alpha-2; absent for everywhere
   * @param packs active packs that it holds
   * @param incoming active packs that are on their way to it
   */
  @Serdeable
  public record Notice(
      long recall,
      String organisation,
      String gtin,
      @Nullable String batch,
      @Nullable String country,
      String since,
      String reason,
      long packs,
      long incoming) {}

  private final Jdbi jdbi;
  private final Holders holders;
  private final Outbox outbox;
  private final Json json;

  RecallNotices(Jdbi jdbi, Holders holders, Outbox outbox, Json json) {
    this.jdbi = jdbi;
    this.holders = holders;
    this.outbox = outbox;
    this.json = json;
  }

  /**
   * Tells holders of the recalls that were declared since, each exactly once.
   *
   * @return whether there was one
   */
  public boolean tellNext() {
    return jdbi.inTransaction(
        handle -> {
          Optional<Recalled> next =
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
                  .findOne()
                  .flatMap(holders::recall);
          next.ifPresent(recall -> outbox.append(handle, notices(handle, recall)));
          return next.isPresent();
        });
  }

  private List<Outbox.Message> notices(Handle handle, Recalled recall) {
    return handle
        .createQuery(
            Holders.RECALLED_PACKS
                + """
                SELECT id, sum(packs)::bigint AS packs, sum(incoming)::bigint AS incoming
                FROM (
                  SELECT custodian_id AS id, packs, 0 AS incoming FROM concerned
                  UNION ALL
                  SELECT in_transit_to, 0, packs FROM concerned WHERE in_transit_to IS NOT NULL
                ) n GROUP BY id ORDER BY id
                """)
        .bind("gtin", recall.gtin())
        .bind("lot", recall.lot())
        .bind("country", recall.country())
        .bind("units", false)
        .map((r, c) -> notice(recall, r))
        .map(
            notice -> new Outbox.Message(Topics.RECALLS, notice.organisation(), json.write(notice)))
        .list();
  }

  private static Notice notice(Recalled recall, ResultSet r) throws SQLException {
    return new Notice(
        recall.id(),
        r.getObject("id", UUID.class).toString(),
        recall.gtin(),
        recall.lot(),
        recall.country(),
        recall.since().toString(),
        recall.reason(),
        r.getLong("packs"),
        r.getLong("incoming"));
  }
}
