package io.pharmatrace.registry;

import io.pharmatrace.gs1.Gtin;
import io.pharmatrace.gs1.Lot;
import io.pharmatrace.platform.error.ApiException;
import io.pharmatrace.platform.error.ErrorCode;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Recalls of batches and withdrawals of products. They are public, count for every verdict as soon
 * as they are stored, and are never taken back. Thread-safe.
 */
@Singleton
public class Recalls {
  /**
   * A recall that stands now.
   *
   * @param isNew whether it was made just now; else it stood before, with its own reason
   */
  public record Declared(Recall recall, boolean isNew) {}

  /** A recall with the organisation that declared it. */
  public record Declaration(Recall recall, UUID organisation) {}

  private final Jdbi jdbi;

  Recalls(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Recalls.
   *
   * @param by user name of who does it
   * @throws ApiException {@link ErrorCode#NOT_FOUND} when the batch does not exist
   */
  public Declared declare(Recall.Scope scope, String reason, String by) {
    return jdbi.inTransaction(handle -> declare(handle, scope, reason, by));
  }

  private static Declared declare(Handle handle, Recall.Scope scope, String reason, String by) {
    if (scope.lot() != null && !exists(handle, scope.gtin(), scope.lot())) {
      throw new ApiException(ErrorCode.NOT_FOUND, "The product has no such batch.");
    }
    @Nullable String lot = scope.lot() == null ? null : scope.lot().value();
    int rows =
        handle
            .createUpdate(
                """
                INSERT INTO registry.recall (gtin, lot, country, reason, declared_by)
                VALUES (:gtin, :lot, :country, :reason, :by)
                ON CONFLICT DO NOTHING
                """)
            .bind("gtin", scope.gtin().digits())
            .bind("lot", lot)
            .bind("country", scope.country())
            .bind("reason", reason)
            .bind("by", by)
            .execute();
    Recall recall =
        handle
            .createQuery(
                """
                SELECT * FROM registry.recalls
                WHERE gtin = :gtin AND lot IS NOT DISTINCT FROM CAST(:lot AS text)
                  AND country IS NOT DISTINCT FROM CAST(:country AS text)
                """)
            .bind("gtin", scope.gtin().digits())
            .bind("lot", lot)
            .bind("country", scope.country())
            .map((r, c) -> recall(r))
            .one();
    return new Declared(recall, rows == 1);
  }

  private static boolean exists(Handle handle, Gtin gtin, Lot lot) {
    return handle
        .createQuery("SELECT 1 FROM registry.batch WHERE gtin = :gtin AND lot = :lot")
        .bind("gtin", gtin.digits())
        .bind("lot", lot.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /**
   * Recalls in the order in which they were declared.
   *
   * @param gtin of one product, or null for all
   * @param after id of the last one of the page before, or 0
   */
  public List<Recall> list(@Nullable Gtin gtin, long after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT * FROM registry.recalls
                    WHERE id > :after AND (CAST(:gtin AS text) IS NULL OR gtin = :gtin)
                    ORDER BY id LIMIT :limit
                    """)
                .bind("gtin", gtin == null ? null : gtin.digits())
                .bind("after", after)
                .bind("limit", limit)
                .map((r, c) -> recall(r))
                .list());
  }

  /** The recall of that id, if there is one. */
  public Optional<Recall> find(long id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM registry.recalls WHERE id = :id")
                .bind("id", id)
                .map((r, c) -> recall(r))
                .findOne());
  }

  /** The recalls of these ids, each with who declared it; unknown ids are left out. */
  public List<Declaration> declarations(Handle handle, Collection<Long> ids) {
    return handle
        .createQuery(
            """
            SELECT r.*, u.organisation_id
            FROM registry.recall r JOIN registry.app_user u ON u.username = r.declared_by
            WHERE r.id = ANY(:ids) AND u.organisation_id IS NOT NULL
            ORDER BY r.id
            """)
        .bindArray("ids", Long.class, List.copyOf(ids))
        .map((r, c) -> new Declaration(recall(r), r.getObject("organisation_id", UUID.class)))
        .list();
  }

  /** Reads a row of registry.recalls. */
  static Recall recall(ResultSet r) throws SQLException {
    @Nullable String lot = r.getString("lot");
    return new Recall(
        r.getLong("id"),
        new Recall.Scope(
            new Gtin(r.getString("gtin")),
            lot == null ? null : new Lot(lot),
            r.getString("country")),
        r.getObject("since", OffsetDateTime.class),
        r.getString("reason"));
  }
}
