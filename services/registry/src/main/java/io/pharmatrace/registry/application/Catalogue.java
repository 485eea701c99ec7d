package io.pharmatrace.registry.application;

import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Product.Market;
import io.pharmatrace.registry.ProductRows;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Products with the versions of their data, and their batches. Thread-safe. */
@Singleton
public class Catalogue {
  /**
   * One version of a product's data.
   *
   * @param version from 1
   * @param since when it became current
   */
  public record Version(int version, OffsetDateTime since, Product.Data data) {}

  /**
   * A batch as its manufacturer sees it.
   *
   * @param version of the product's data
   * @param state Active or Expired, as of today
   */
  public record BatchRow(Lot lot, LocalDate expiry, int version, String state) {}

  private final Jdbi jdbi;

  Catalogue(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Registers a product. Data that differ from the current make a new version; the same again
   * change nothing.
   *
   * @throws ApiException {@link ErrorCode#CONFLICT} when it is another manufacturer's, or at
   *     another level
   */
  public void putProduct(Gtin gtin, UUID manufacturer, Product.Level level, Product.Data data) {
    jdbi.useTransaction(handle -> putProduct(handle, gtin, manufacturer, level, data));
  }

  /** The same, in the caller's transaction. */
  void putProduct(
      Handle handle, Gtin gtin, UUID manufacturer, Product.Level level, Product.Data data) {
    String levelText = level.name().toLowerCase(Locale.ROOT);
    boolean mine =
        handle
            .createQuery(
                """
                INSERT INTO registry.product AS p (gtin, organisation_id, level, version)
                VALUES (:gtin, :organisation, :level, 0)
                -- Locks the row, so that of two changes at once one waits for the other.
                ON CONFLICT (gtin) DO UPDATE SET version = p.version
                RETURNING organisation_id = :organisation AND level = :level
                """)
            .bind("gtin", gtin.digits())
            .bind("organisation", manufacturer)
            .bind("level", levelText)
            .mapTo(Boolean.class)
            .one();
    if (!mine) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "The product is registered by another manufacturer or at another level.");
    }
    addVersion(handle, gtin, data);
  }

  private static void addVersion(Handle handle, Gtin gtin, Product.Data data) {
    List<Market> markets =
        data.markets().stream().sorted(Comparator.comparing(Market::country)).toList();
    handle
        .createUpdate(
            """
            WITH given (name, form, strength, pack_size, holder, countries, national_codes) AS (
              VALUES (CAST(:name AS text), CAST(:form AS text), CAST(:strength AS text),
                      CAST(:size AS text), CAST(:holder AS text), CAST(:countries AS text[]),
                      CAST(:codes AS text[]))
            ), added AS (
              INSERT INTO registry.product_version (gtin, version, name, form, strength, pack_size,
                                                    holder, countries, national_codes)
              SELECT p.gtin, p.version + 1, g.* FROM given g, registry.product p
              WHERE p.gtin = :gtin AND NOT EXISTS (
                SELECT FROM registry.product_version v
                WHERE v.gtin = p.gtin AND v.version = p.version
                  AND (v.name, v.form, v.strength, v.pack_size, v.holder, v.countries,
                       v.national_codes) IS NOT DISTINCT FROM
                      (g.name, g.form, g.strength, g.pack_size, g.holder, g.countries,
                       g.national_codes))
              RETURNING gtin, version
            )
            UPDATE registry.product p SET version = a.version FROM added a WHERE p.gtin = a.gtin
            """)
        .bind("gtin", gtin.digits())
        .bind("name", data.name())
        .bind("form", data.form())
        .bind("strength", data.strength())
        .bind("size", data.packSize())
        .bind("holder", data.holder())
        .bindArray("countries", String.class, markets.stream().map(Market::country).toList())
        .bindArray("codes", String.class, markets.stream().map(Market::nationalCode).toArray())
        .execute();
  }

  /** Products by GTIN, with their current data; of one manufacturer, or of all. */
  public List<Product> products(@Nullable UUID manufacturer, String after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM registry.products
                    WHERE gtin > :after
                      AND (CAST(:manufacturer AS uuid) IS NULL OR manufacturer_id = :manufacturer)
                    ORDER BY gtin LIMIT :limit
                    """)
                .bind("manufacturer", manufacturer)
                .bind("after", after)
                .bind("limit", limit)
                .map((r, c) -> ProductRows.product(r))
                .list());
  }

  /** Every version of a product's data, the latest first; none for an unknown product. */
  public List<Version> versions(Gtin gtin) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM registry.product_versions WHERE gtin = :gtin
                    ORDER BY version DESC
                    """)
                .bind("gtin", gtin.digits())
                .map(
                    (r, c) ->
                        new Version(
                            r.getInt("version"),
                            r.getObject("since", OffsetDateTime.class),
                            ProductRows.data(r)))
                .list());
  }

  /** Batches of a product by number. */
  public List<BatchRow> batches(Gtin gtin, String after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT lot, expiry, version, state FROM registry.batches
                    WHERE gtin = :gtin AND lot > :after ORDER BY lot LIMIT :limit
                    """)
                .bind("gtin", gtin.digits())
                .bind("after", after)
                .bind("limit", limit)
                .map(
                    (r, c) ->
                        new BatchRow(
                            new Lot(r.getString("lot")),
                            r.getObject("expiry", LocalDate.class),
                            r.getInt("version"),
                            r.getString("state")))
                .list());
  }
}
