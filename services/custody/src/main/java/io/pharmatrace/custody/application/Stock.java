package io.pharmatrace.custody.application;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.gs1.Gln;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How many active packs an organisation holds where, and how many are on their way from it and to
 * it. Counted from what logistic units hold, so a pallet is a row for each batch. Thread-safe.
 */
@Singleton
public class Stock {
  /** How finely it is counted; each level has what the one before has. */
  public enum Level {
    PRODUCT,
    BATCH,
    /** By batch and site; what is in transit is at none. */
    SITE,
    /** By batch, site, and topmost unit; packs that are in nothing count together. */
    UNIT
  }

  /**
   * Which stock.
   *
   * @param organisation whose
   * @param site at one site only
   * @param gtin of one product only
   * @param lot of one batch only
   */
  public record Question(
      UUID organisation, Level level, @Nullable Gln site, @Nullable Gtin gtin, @Nullable Lot lot) {}

  /**
   * A line of stock. What the level does not tell apart is absent.
   *
   * @param packs active packs held, those on their way elsewhere not among them
   * @param outgoing held and shipped, and not yet accepted
   * @param incoming shipped to the organisation, and not yet accepted; their sender holds them
   */
  @Serdeable
  public record Line(
      String gtin,
      String name,
      @Nullable String batch,
      @Nullable LocalDate expiry,
      @Nullable String site,
      @Nullable String siteName,
      @Nullable String unit,
      long packs,
      long outgoing,
      long incoming) {}

  private static final String SQL =
      """
      SELECT l.*, v.name, s.name AS site_name
      FROM (
        SELECT b.gtin, CASE WHEN :byBatch THEN b.lot END AS lot,
               CASE WHEN :byBatch THEN b.expiry END AS expiry,
               CASE WHEN :bySite THEN h.place END AS site,
               CASE WHEN :byUnit THEN u.key END AS key,
               CASE WHEN :byUnit THEN u.serial END AS serial,
               sum(h.held)::bigint AS held, sum(h.outgoing)::bigint AS outgoing,
               sum(h.incoming)::bigint AS incoming
        FROM (
          SELECT batch_id, CASE WHEN in_transit_to IS NULL THEN place END AS place,
                 CASE WHEN :byUnit THEN unit_id END AS unit_id,
                 sum(CASE WHEN in_transit_to IS NULL THEN packs ELSE 0 END) AS held,
                 sum(CASE WHEN in_transit_to IS NULL THEN 0 ELSE packs END) AS outgoing,
                 0 AS incoming
          FROM custody.holdings WHERE organisation_id = :organisation GROUP BY 1, 2, 3
          UNION ALL
          SELECT batch_id, NULL, CASE WHEN :byUnit THEN unit_id END, 0, 0, sum(packs)
          FROM custody.holdings WHERE in_transit_to = :organisation GROUP BY 1, 2, 3
        ) h
        JOIN registry.batches b ON b.id = h.batch_id
        LEFT JOIN LATERAL (
          SELECT key, serial FROM custody.unit WHERE id = h.unit_id OFFSET 0) u ON true
        WHERE (CAST(:gtin AS text) IS NULL OR b.gtin = :gtin)
          AND (CAST(:lot AS text) IS NULL OR b.lot = :lot)
          AND (CAST(:site AS text) IS NULL OR h.place = :site)
        GROUP BY 1, 2, 3, 4, 5, 6
      ) l
      JOIN registry.products v ON v.gtin = l.gtin
      LEFT JOIN registry.sites s ON s.gln = l.site
      WHERE CAST(:from AS text) IS NULL
         OR (l.gtin, coalesce(l.lot, ''), coalesce(l.site, ''), coalesce(l.key, ''),
             coalesce(l.serial, '')) > (:from, :fromLot, :fromSite, :fromKey, :fromSerial)
      ORDER BY l.gtin, coalesce(l.lot, ''), coalesce(l.site, ''), coalesce(l.key, ''),
               coalesce(l.serial, '')
      LIMIT :limit OFFSET :skip
      """;

  private final Jdbi jdbi;

  Stock(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Lines of stock, in the order of product, batch, site and unit.
   *
   * @param after the line that the page before ended with; null for the first page
   * @param skip how many lines behind that to leave out
   */
  public List<Line> list(Question question, @Nullable Line after, int skip, int limit) {
    @Nullable Epc unit = after == null ? null : unit(after);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SQL)
                .bind("byBatch", question.level().compareTo(Level.BATCH) >= 0)
                .bind("bySite", question.level().compareTo(Level.SITE) >= 0)
                .bind("byUnit", question.level() == Level.UNIT)
                .bind("organisation", question.organisation())
                .bind("gtin", question.gtin() == null ? null : question.gtin().digits())
                .bind("lot", question.lot() == null ? null : question.lot().value())
                .bind("site", question.site() == null ? null : question.site().digits())
                .bind("from", after == null ? null : after.gtin())
                .bind("fromLot", after == null ? "" : text(after.batch()))
                .bind("fromSite", after == null ? "" : text(after.site()))
                .bind("fromKey", unit == null ? "" : UnitKey.key(unit))
                .bind("fromSerial", unit == null ? "" : UnitKey.serial(unit))
                .bind("limit", limit)
                .bind("skip", skip)
                .map((r, c) -> line(r))
                .list());
  }

  private static @Nullable Epc unit(Line line) {
    return line.unit() == null ? null : Epc.parse(line.unit()).toOptional().orElseThrow();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static Line line(ResultSet r) throws SQLException {
    @Nullable String key = r.getString("key");
    return new Line(
        r.getString("gtin"),
        r.getString("name"),
        r.getString("lot"),
        r.getObject("expiry", LocalDate.class),
        r.getString("site"),
        r.getString("site_name"),
        key == null ? null : UnitKey.epc(key, r.getString("serial")).digitalLink(),
        r.getLong("held"),
        r.getLong("outgoing"),
        r.getLong("incoming"));
  }
}
