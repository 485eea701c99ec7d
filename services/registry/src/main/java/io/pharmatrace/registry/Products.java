package io.pharmatrace.registry;

import io.pharmatrace.gs1.ExpiryDate;
import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Products and their batches, read and extended by other features. Thread-safe. */
@Singleton
public class Products {
  /**
   * A batch to be registered.
   *
   * @param gtin a registered product
   * @param lot batch number
   * @param expiry the last day of use
   */
  public record NewBatch(Gtin gtin, Lot lot, ExpiryDate expiry) {}

  /** Identifies a batch by its own numbers. */
  public record BatchKey(Gtin gtin, Lot lot) {}

  /** What of these products is recalled or withdrawn. */
  public List<Recall> recalls(Handle handle, Collection<Gtin> gtins) {
    return handle
        .createQuery("SELECT * FROM registry.recalls WHERE gtin = ANY(:gtins)")
        .bindArray("gtins", String.class, gtins.stream().map(Gtin::digits).toList())
        .map((r, c) -> Recalls.recall(r))
        .list();
  }

  /** The products among these, with their current data; unknown ones are left out. */
  public Map<Gtin, Product> find(Handle handle, Collection<Gtin> gtins) {
    return handle
        .createQuery("SELECT * FROM registry.products WHERE gtin = ANY(:gtins)")
        .bindArray("gtins", String.class, gtins.stream().map(Gtin::digits).toList())
        .map((r, c) -> ProductRows.product(r))
        .collect(Collectors.toMap(Product::gtin, product -> product));
  }

  /**
   * The batches among these; unknown ones are left out. None is archived before the caller's
   * transaction ends.
   */
  public Map<BatchKey, Batch> findBatches(Handle handle, Collection<BatchKey> keys) {
    return handle
        .createQuery(
            """
            SELECT b.id, b.gtin, b.lot, b.expiry, b.version, b.archived
            FROM registry.batch b JOIN unnest(:gtins, :lots) AS k (gtin, lot)
              ON b.gtin = k.gtin AND b.lot = k.lot
            FOR KEY SHARE OF b
            """)
        .bindArray("gtins", String.class, keys.stream().map(k -> k.gtin().digits()).toList())
        .bindArray("lots", String.class, keys.stream().map(k -> k.lot().value()).toList())
        .map(Products::mapBatch)
        .collect(Collectors.toMap(b -> new BatchKey(b.gtin(), b.lot()), b -> b));
  }

  /**
   * Registers batches in the caller's transaction, under the current data of their products. One
   * that exists already stays as it is: the caller compares its expiry date.
   *
   * @return the batches as they are recorded now
   */
  public Map<BatchKey, Batch> registerBatches(Handle handle, Collection<NewBatch> batches) {
    handle
        .createUpdate(
            """
            INSERT INTO registry.batch (gtin, lot, expiry, version)
            SELECT n.gtin, n.lot, n.expiry, p.version
            FROM unnest(:gtins, :lots, :expiries) AS n (gtin, lot, expiry)
            JOIN registry.product p ON p.gtin = n.gtin
            ORDER BY 1, 2
            ON CONFLICT (gtin, lot) DO NOTHING
            """)
        .bindArray("gtins", String.class, batches.stream().map(b -> b.gtin().digits()).toList())
        .bindArray("lots", String.class, batches.stream().map(b -> b.lot().value()).toList())
        .bindArray(
            "expiries", LocalDate.class, batches.stream().map(b -> b.expiry().date()).toList())
        .execute();
    return findBatches(handle, batches.stream().map(b -> new BatchKey(b.gtin(), b.lot())).toList());
  }

  private static Batch mapBatch(ResultSet r, StatementContext context) throws SQLException {
    return new Batch(
        r.getLong("id"),
        new Gtin(r.getString("gtin")),
        new Lot(r.getString("lot")),
        ExpiryDate.of(r.getObject("expiry", LocalDate.class)),
        r.getInt("version"),
        r.getObject("archived") != null);
  }
}
