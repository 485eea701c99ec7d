package io.pharmatrace.registry.application;

import io.micronaut.serde.annotation.Serdeable;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.Json;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.registry.Product;
import io.pharmatrace.registry.Product.Market;
import io.pharmatrace.registry.ProductRows;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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

  /**
   * A product to be registered.
   *
   * @param manufacturer who commissions it
   */
  public record NewProduct(Gtin gtin, UUID manufacturer, Product.Level level, Product.Data data) {}

  /** A version on its way to the database, which unlike arrays of JDBC keeps lists in lists. */
  @Serdeable
  record NewVersion(
      String gtin,
      String name,
      @Nullable String form,
      @Nullable String strength,
      @Nullable String size,
      @Nullable String holder,
      List<String> countries,
      List<@Nullable String> codes) {
    static NewVersion of(NewProduct product) {
      Product.Data data = product.data();
      List<Market> markets =
          data.markets().stream().sorted(Comparator.comparing(Market::country)).toList();
      List<@Nullable String> codes = new ArrayList<>();
      markets.forEach(market -> codes.add(market.nationalCode()));
      return new NewVersion(
          product.gtin().digits(),
          data.name(),
          data.form(),
          data.strength(),
          data.packSize(),
          data.holder(),
          markets.stream().map(Market::country).toList(),
          codes);
    }
  }

  /** Why a product cannot be registered. */
  public static final String FOREIGN =
      "The product is registered by another manufacturer or at another level.";

  private final Jdbi jdbi;
  private final Json json;

  Catalogue(Jdbi jdbi, Json json) {
    this.jdbi = jdbi;
    this.json = json;
  }

  /**
   * Registers a product. Data that differ from the current make a new version; the same again
   * change nothing.
   *
   * @throws ApiException {@link ErrorCode#CONFLICT} when it is another manufacturer's, or at
   *     another level
   */
  public void putProduct(Gtin gtin, UUID manufacturer, Product.Level level, Product.Data data) {
    NewProduct product = new NewProduct(gtin, manufacturer, level, data);
    Set<Gtin> put = jdbi.inTransaction(handle -> putProducts(handle, List.of(product)));
    if (put.isEmpty()) {
      throw new ApiException(ErrorCode.CONFLICT, FOREIGN);
    }
  }

  /**
   * The same for many, in the caller's transaction.
   *
   * @param products each GTIN once
   * @return those that are registered so now; of the others, {@link #FOREIGN} holds
   */
  public Set<Gtin> putProducts(Handle handle, Collection<NewProduct> products) {
    Map<Gtin, NewProduct> mine =
        products.stream().collect(Collectors.toMap(NewProduct::gtin, product -> product));
    mine.keySet().retainAll(locked(handle, products));
    addVersions(handle, mine.values());
    return mine.keySet();
  }

  /** Makes and locks products, so that of two changes at once one waits for the other. */
  private static List<Gtin> locked(Handle handle, Collection<NewProduct> products) {
    return handle
        .createQuery(
            """
            WITH given (gtin, organisation, level) AS (
              SELECT * FROM unnest(:gtins, :organisations, :levels)
            ), put AS (
              INSERT INTO registry.product AS p (gtin, organisation_id, level, version)
              SELECT gtin, organisation, level, 0 FROM given ORDER BY gtin
              ON CONFLICT (gtin) DO UPDATE SET version = p.version
              RETURNING gtin, organisation_id, level)
            SELECT gtin FROM put JOIN given g USING (gtin)
            WHERE put.organisation_id = g.organisation AND put.level = g.level
            """)
        .bindArray("gtins", String.class, products.stream().map(p -> p.gtin().digits()).toList())
        .bindArray(
            "organisations", UUID.class, products.stream().map(p -> p.manufacturer()).toList())
        .bindArray(
            "levels",
            String.class,
            products.stream().map(p -> p.level().name().toLowerCase(Locale.ROOT)).toList())
        .map((r, c) -> new Gtin(r.getString(1)))
        .list();
  }

  private void addVersions(Handle handle, Collection<NewProduct> products) {
    handle
        .createUpdate(
            """
            WITH given AS (
              SELECT * FROM jsonb_to_recordset(CAST(:versions AS jsonb)) AS g (
                gtin text, name text, form text, strength text, size text, holder text,
                countries text[], codes text[])
            ), added AS (
              INSERT INTO registry.product_version (gtin, version, name, form, strength, pack_size,
                                                    holder, countries, national_codes)
              SELECT p.gtin, p.version + 1, g.name, g.form, g.strength, g.size, g.holder,
                     g.countries, g.codes
              FROM given g JOIN registry.product p ON p.gtin = g.gtin
              WHERE NOT EXISTS (
                SELECT FROM registry.product_version v
                WHERE v.gtin = p.gtin AND v.version = p.version
                  AND (v.name, v.form, v.strength, v.pack_size, v.holder, v.countries,
                       v.national_codes) IS NOT DISTINCT FROM
                      (g.name, g.form, g.strength, g.size, g.holder, g.countries, g.codes))
              RETURNING gtin, version
            )
            UPDATE registry.product p SET version = a.version FROM added a WHERE p.gtin = a.gtin
            """)
        .bind("versions", json.write(products.stream().map(NewVersion::of).toList()))
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
