package io.pharmatrace.custody.application;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who holds how many packs of what is recalled, now. Thread-safe. */
@Singleton
public class Holders {
  /**
   * Active and locked packs of a batch at a place.
   *
   * @param organisation GLN of who holds them
   * @param site GLN, if they are at one
   * @param inTransitTo GLN of whom they are on their way to
   * @param unit the topmost unit that they are in, if it was asked for
   */
  @Serdeable
  public record Holder(
      String organisation,
      String name,
      @Nullable String site,
      @Nullable String siteName,
      @Nullable String inTransitTo,
      String batch,
      @Nullable String unit,
      long packs) {}

  /**
   * A recall that an organisation was told of.
   *
   * @param told when
   * @param packs active and locked packs that it holds now, shipped and not yet accepted ones too
   * @param incoming those that are on their way to it now
   */
  @Serdeable
  public record Concern(
      long recall,
      String gtin,
      String name,
      @Nullable String batch,
      @Nullable String country,
      OffsetDateTime since,
      String reason,
      OffsetDateTime told,
      long packs,
      long incoming) {}

  /**
   * What these recalls concern and where it is. A place in no known country counts as in every one;
   * what is on its way counts where it comes from and where its receiver is.
   */
  static final String RECALLED_PACKS =
      """
      WITH recalled AS (
        SELECT r.id AS recall_id, r.country, b.id, b.lot
        FROM registry.recalls r JOIN registry.batches b
          ON b.gtin = r.gtin AND (r.lot IS NULL OR b.lot = r.lot)
        WHERE r.id = ANY(:recalls)
      ), batches AS (
        SELECT DISTINCT id FROM recalled
      ), held AS (
        SELECT t.custodian_id, t.place, t.in_transit_to, t.id AS unit_id, c.batch_id, c.packs
        FROM custody.content c
        -- By index (OFFSET 0): PostgreSQL takes the units of a batch for more than they are.
        CROSS JOIN LATERAL (SELECT * FROM custody.unit u WHERE u.id = c.unit_id OFFSET 0) t
        WHERE c.batch_id IN (SELECT id FROM batches) AND t.parent_id IS NULL
        UNION ALL
        SELECT u.custodian_id, u.place, u.in_transit_to, u.id, b.id, u.packs
        FROM batches b CROSS JOIN LATERAL (
          SELECT custodian_id, place, in_transit_to,
                 CASE WHEN :units THEN id END AS id, count(*) AS packs
          FROM custody.unit
          WHERE batch_id = b.id AND parent_id IS NULL AND kind = 'PACK' AND state = 'Active'
          GROUP BY 1, 2, 3, 4
        ) u
        UNION ALL
        -- Locked ones count in no content: they are few.
        SELECT t.custodian_id, t.place, t.in_transit_to, CASE WHEN :units THEN t.id END, b.id, 1
        FROM batches b CROSS JOIN LATERAL (
          SELECT id FROM custody.unit
          WHERE batch_id = b.id AND kind = 'PACK' AND state = 'Locked' OFFSET 0) p
        CROSS JOIN LATERAL (
          SELECT * FROM custody.unit u WHERE u.id = custody.topmost(p.id) OFFSET 0) t
      ), concerned AS (
        SELECT h.*, r.recall_id, r.lot, s.name AS site_name
        FROM held h JOIN recalled r ON r.id = h.batch_id LEFT JOIN registry.sites s ON s.gln = h.place
        WHERE r.country IS NULL OR s.country IS NULL OR s.country = r.country
           OR EXISTS (SELECT FROM registry.sites x WHERE x.organisation_id = h.in_transit_to
                        AND (x.country IS NULL OR x.country = r.country))
      ), counted AS (
        SELECT recall_id, organisation_id, sum(packs)::bigint AS packs,
               sum(incoming)::bigint AS incoming
        FROM (
          SELECT recall_id, custodian_id AS organisation_id, packs, 0 AS incoming FROM concerned
          UNION ALL
          SELECT recall_id, in_transit_to, 0, packs FROM concerned WHERE in_transit_to IS NOT NULL
        ) n GROUP BY 1, 2
      )
      """;

  private final Jdbi jdbi;

  Holders(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Who makes the product that is recalled; empty when there is no such recall. */
  public Optional<UUID> manufacturer(long recall) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT p.manufacturer_id
                    FROM registry.recalls r JOIN registry.products p USING (gtin) WHERE r.id = :id
                    """)
                .bind("id", recall)
                .mapTo(UUID.class)
                .findOne());
  }

  /**
   * Who holds packs of what is recalled, or is to receive them.
   *
   * @param recall its id
   * @param organisation one only; null for all
   * @param units whether by unit
   * @param limit how many lines at the most
   */
  public List<Holder> of(long recall, @Nullable UUID organisation, boolean units, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    RECALLED_PACKS
                        + """
                        SELECT o.gln, o.name, c.place, c.site_name, x.gln AS transit, c.lot, u.key,
                               u.serial, sum(c.packs)::bigint AS packs
                        FROM concerned c
                        JOIN registry.organisations o ON o.id = c.custodian_id
                        LEFT JOIN registry.organisations x ON x.id = c.in_transit_to
                        LEFT JOIN custody.unit u ON :units AND u.id = c.unit_id
                        WHERE CAST(:organisation AS uuid) IS NULL
                           OR :organisation IN (c.custodian_id, c.in_transit_to)
                        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
                        ORDER BY 1, 6, 3 NULLS LAST, 5 NULLS FIRST, 7, 8 LIMIT :limit
                        """)
                .bindArray("recalls", Long.class, List.of(recall))
                .bindByType("organisation", organisation, UUID.class)
                .bind("units", units)
                .bind("limit", limit)
                .map((r, c) -> holder(r))
                .list());
  }

  /**
   * The recalls that an organisation was told of, in the order of their ids, with what it has of
   * each now.
   *
   * @param after id of the last one of the page before, or 0
   */
  public List<Concern> concerning(UUID organisation, long after, int limit) {
    return jdbi.withHandle(
        handle -> {
          List<Long> recalls =
              handle
                  .createQuery(
                      """
                      SELECT recall_id FROM custody.recall_holder
                      WHERE organisation_id = :organisation AND recall_id > :after
                      ORDER BY recall_id LIMIT :limit
                      """)
                  .bind("organisation", organisation)
                  .bind("after", after)
                  .bind("limit", limit)
                  .mapTo(Long.class)
                  .list();
          return recalls.isEmpty() ? List.of() : concerns(handle, organisation, recalls);
        });
  }

  private static List<Concern> concerns(Handle handle, UUID organisation, List<Long> recalls) {
    return handle
        .createQuery(
            RECALLED_PACKS
                + """
                SELECT r.*, p.name, t.told, coalesce(h.packs, 0) AS packs,
                       coalesce(h.incoming, 0) AS incoming
                FROM registry.recalls r JOIN registry.products p USING (gtin)
                JOIN custody.recall_holder t
                  ON t.recall_id = r.id AND t.organisation_id = :organisation
                LEFT JOIN counted h ON h.recall_id = r.id AND h.organisation_id = :organisation
                WHERE r.id = ANY(:recalls) ORDER BY r.id
                """)
        .bindArray("recalls", Long.class, recalls)
        .bind("organisation", organisation)
        .bind("units", false)
        .map((r, c) -> concern(r))
        .list();
  }

  private static Concern concern(ResultSet r) throws SQLException {
    return new Concern(
        r.getLong("id"),
        r.getString("gtin"),
        r.getString("name"),
        r.getString("lot"),
        r.getString("country"),
        r.getObject("since", OffsetDateTime.class),
        r.getString("reason"),
        r.getObject("told", OffsetDateTime.class),
        r.getLong("packs"),
        r.getLong("incoming"));
  }

  private static Holder holder(ResultSet r) throws SQLException {
    @Nullable String key = r.getString("key");
    return new Holder(
        r.getString("gln"),
        r.getString("name"),
        r.getString("place"),
        r.getString("site_name"),
        r.getString("transit"),
        r.getString("lot"),
        key == null ? null : UnitKey.epc(key, r.getString("serial")).digitalLink(),
        r.getLong("packs"));
  }
}
