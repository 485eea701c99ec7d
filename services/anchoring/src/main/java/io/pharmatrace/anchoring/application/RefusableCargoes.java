package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SignedTransaction;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cargo that a contract takes or refuses one by one: rows of a table, {@code t}, which note why it
 * was refused and when to ask again.
 */
abstract class RefusableCargoes implements Cargoes {
  private static final Logger LOG = LoggerFactory.getLogger(RefusableCargoes.class);

  /** Neither there nor refused for good. */
  static final String OPEN =
      "t.confirmed_at IS NULL AND (t.refused IS NULL OR t.ask_again IS NOT NULL)";

  /**
   * Where they are.
   *
   * @param table of schema anchoring
   * @param reference to it in anchoring.submission
   * @param columns that {@link #map} needs
   * @param from FROM clause
   * @param condition what else is needed before one may get a transaction
   * @param order in which they get theirs
   */
  record Rows(
      String table, String reference, String columns, String from, String condition, String order) {
    private String ready() {
      return from
          + "WHERE NOT EXISTS (SELECT FROM anchoring.submission s WHERE s."
          + reference
          + " = t.id) AND "
          + condition
          + " AND "
          + OPEN;
    }
  }

  private final Rows rows;

  RefusableCargoes(Rows rows) {
    this.rows = rows;
  }

  /** Whether it is not to be asked about again. */
  abstract boolean isFinal(String reason);

  @Override
  public final boolean anyReady(Handle handle) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT "
                + rows.ready()
                + " AND (t.refused IS NULL OR t.ask_again < now()))")
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public final List<Cargo> ready(Handle handle, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + rows.columns
                + rows.ready()
                + " AND t.refused IS NULL ORDER BY "
                + rows.order
                + " LIMIT :limit")
        .bind("limit", limit)
        .map((r, c) -> map(r))
        .list();
  }

  @Override
  public final List<Cargo> refused(Handle handle) {
    return handle
        .createQuery("SELECT " + rows.columns + rows.ready() + " AND t.ask_again < now()")
        .map((r, c) -> map(r))
        .list();
  }

  @Override
  public final String submitted() {
    return "NOT (%s) AS over, %s %s JOIN anchoring.submission s ON s.%s = t.id WHERE s.relay = :relay"
        .formatted(OPEN, rows.columns, rows.from, rows.reference);
  }

  /** One of them. */
  abstract class Refusable implements Cargo {
    private final long id;

    Refusable(long id) {
      this.id = id;
    }

    /** Keeps the transaction that brings it. */
    final void keep(Handle handle, Signer relay, SignedTransaction transaction) {
      Submissions.keep(handle, relay.address(), transaction, rows.reference, id);
    }

    @Override
    public final void noteRefusal(Handle handle, Optional<String> reason) {
      handle
          .createUpdate(
              """
              UPDATE anchoring.%s
              SET refused = :reason,
                  refusals = refusals + CASE WHEN :reason IS NULL THEN 0 ELSE 1 END,
                  -- 10 s, 20 s, 40 s ... 43 min: what is missing may come later.
                  ask_again = CASE WHEN :reason IS NOT NULL AND NOT :final
                                   THEN now() + interval '10 seconds' * 2 ^ least(refusals, 8) END
              WHERE id = :id
              """
                  .formatted(rows.table))
          .bindByType("reason", reason.orElse(null), String.class)
          .bind("final", reason.filter(RefusableCargoes.this::isFinal).isPresent())
          .bind("id", id)
          .execute();
      reason.ifPresent(why -> LOG.warn("{} is refused by the chain: {}", this, why));
    }
  }
}
