package io.pharmatrace.custody.application;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who holds how many packs of what is recalled, now. Thread-safe. */
@Singleton
public class Holders {
  /**
   * A recall, as far as its holders are concerned.
   *
   * @param manufacturer of the product
   * @param country recalled there only; null for everywhere
   */
  public record Recalled(
      long id,
      String gtin,
      @Nullable String lot,
      @Nullable String country,
      OffsetDateTime since,
      String reason,
      UUID manufacturer) {}

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

  /** What is recalled and where it is; a place in no known country counts as in every one. */
  static final String RECALLED_PACKS =
      """
      WITH recalled AS (
        SELECT b.id, b.lot FROM registry.batches b
        WHERE b.gtin = :gtin AND (CAST(:lot AS text) IS NULL OR b.lot = :lot)
      ), held AS (
        SELECT t.custodian_id, t.place, t.in_transit_to, t.id AS unit_id, c.batch_id, c.packs
        FROM custody.content c
        -- By index (OFFSET 0): PostgreSQL takes the units of a batch for more than they are.
        CROSS JOIN LATERAL (SELECT * FROM custody.unit u WHERE u.id = c.unit_id OFFSET 0) t
        WHERE c.batch_id IN (SELECT id FROM recalled) AND t.parent_id IS NULL
        UNION ALL
        SELECT u.custodian_id, u.place, u.in_transit_to, u.id, r.id, u.packs
        FROM recalled r CROSS JOIN LATERAL (
          SELECT custodian_id, place, in_transit_to,
                 CASE WHEN :units THEN id END AS id, count(*) AS packs
          FROM custody.unit
          WHERE batch_id = r.id AND parent_id IS NULL AND kind = 'PACK' AND state = 'Active'
          GROUP BY 1, 2, 3, 4
        ) u
        UNION ALL
        -- Locked ones count in no content: they are few.
        SELECT t.custodian_id, t.place, t.in_transit_to, CASE WHEN :units THEN t.id END, r.id, 1
        FROM recalled r CROSS JOIN LATERAL (
          SELECT id FROM custody.unit
          WHERE batch_id = r.id AND kind = 'PACK' AND state = 'Locked' OFFSET 0) p
        CROSS JOIN LATERAL (
          SELECT * FROM custody.unit u WHERE u.id = custody.topmost(p.id) OFFSET 0) t
      ), concerned AS (
        SELECT h.*, r.lot, s.name AS site_name
        FROM held h JOIN recalled r ON r.id = h.batch_id LEFT JOIN registry.sites s ON s.gln = h.place
        WHERE CAST(:country AS text) IS NULL OR s.country IS NULL OR s.country = :country
      )
      """;

  private final Jdbi jdbi;

  Holders(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A recall by its number. */
  public Optional<Recalled> recall(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT r.*, p.manufacturer_id
                    FROM registry.recalls r JOIN registry.products p USING (gtin) WHERE r.id = :id
                    """)
                .bind("id", id)
                .map((r, c) -> recalled(r))
                .findOne());
  }

  /**
   * Who holds packs of it, or is to receive them.
   *
   * @param organisation one only; null for all
   * @param units whether by unit
   * @param limit how many lines at the most
   */
  public List<Holder> of(Recalled recall, @Nullable UUID organisation, boolean units, int limit) {
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
                .bind("gtin", recall.gtin())
                .bind("lot", recall.lot())
                .bind("country", recall.country())
                .bindByType("organisation", organisation, UUID.class)
                .bind("units", units)
                .bind("limit", limit)
                .map((r, c) -> holder(r))
                .list());
  }

  private static Recalled recalled(ResultSet r) throws SQLException {
    return new Recalled(
        r.getLong("id"),
        r.getString("gtin"),
        r.getString("lot"),
        r.getString("country"),
        r.getObject("since", OffsetDateTime.class),
        r.getString("reason"),
        r.getObject("manufacturer_id", UUID.class));
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
