package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.transparency.SigningDomain;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recalls, of organisations that the chain has admitted, also of one whose log is stopped: a recall
 * has no place in the order of commitments. The contract takes each once; one that stands there
 * already is confirmed like any other.
 */
@Singleton
final class RecallCargoes implements Cargoes {
  private static final Logger LOG = LoggerFactory.getLogger(RecallCargoes.class);

  private static final String READY =
      OpenRecall.FROM
          + """
            WHERE t.confirmed_at IS NULL AND i.admitted_in IS NOT NULL
              AND NOT EXISTS (SELECT FROM anchoring.submission s WHERE s.recall_id = t.id)
            """;

  private final Board board;
  private final Keys keys;

  RecallCargoes(Board board, Keys keys) {
    this.board = board;
    this.keys = keys;
  }

  @Override
  public boolean isTaken(ChainLink.Target target) {
    return true;
  }

  @Override
  public boolean anyReady(Handle handle) {
    return handle
        .createQuery(
            "SELECT EXISTS (SELECT " + READY + " AND (t.refused IS NULL OR t.ask_again < now()))")
        .mapTo(Boolean.class)
        .one();
  }

  @Override
  public List<Cargo> ready(Handle handle, int limit) {
    return handle
        .createQuery(
            "SELECT "
                + OpenRecall.COLUMNS
                + READY
                + " AND t.refused IS NULL ORDER BY t.id LIMIT :limit")
        .bind("limit", limit)
        .map((r, c) -> map(r))
        .list();
  }

  @Override
  public List<Cargo> refused(Handle handle) {
    return handle
        .createQuery("SELECT " + OpenRecall.COLUMNS + READY + " AND t.ask_again < now()")
        .map((r, c) -> map(r))
        .list();
  }

  /** Needs {@link OpenRecall#COLUMNS}. */
  Cargo map(ResultSet r) throws SQLException {
    return new RecallCargo(OpenRecall.map(r));
  }

  private final class RecallCargo implements Cargo {
    private final OpenRecall recall;

    private RecallCargo(OpenRecall recall) {
      this.recall = recall;
    }

    @Override
    public void sign(Handle handle, ChainLink.Target target, Signer relay, long nonce) {
      SignedTransaction transaction = board.declare(domain(target), signed(target), relay, nonce);
      Submissions.keep(handle, relay.address(), transaction, recall.id());
    }

    private SigningDomain domain(ChainLink.Target target) {
      return SigningDomain.of(target.identity().chainId(), recall.board());
    }

    private Board.SignedRecall signed(ChainLink.Target target) {
      return new Board.SignedRecall(
          recall.statement(),
          recall.prefix(),
          keys.organisation(recall.organisation())
              .sign(Signable.TypedData.of(domain(target), recall.statement())));
    }

    /**
     * Asks the board itself: a call of an address where a development chain has lost the contract
     * succeeds too.
     */
    @Override
    public boolean arrived(ChainLink.Target target, boolean succeeded) {
      return board.find(recall.board(), recall.statement()).isPresent();
    }

    /** What stands there is not refused, whoever brought it. */
    @Override
    public Optional<String> refusal(ChainLink.Target target) {
      return arrived(target, false)
          ? Optional.empty()
          : board.refusal(recall.board(), signed(target));
    }

    @Override
    public void noteRefusal(Handle handle, Optional<String> reason) {
      handle
          .createUpdate(
              """
              UPDATE anchoring.recall
              SET refused = :reason,
                  refusals = refusals + CASE WHEN :reason IS NULL THEN 0 ELSE 1 END,
                  -- 10 s, 20 s, 40 s ... 43 min: governors may entitle the organisation later.
                  ask_again = CASE WHEN :reason IS NOT NULL
                                   THEN now() + interval '10 seconds' * 2 ^ least(refusals, 8) END
              WHERE id = :id
              """)
          .bindByType("reason", reason.orElse(null), String.class)
          .bind("id", recall.id())
          .execute();
      reason.ifPresent(why -> LOG.warn("{} is refused by the chain: {}", this, why));
    }

    @Override
    public String toString() {
      return "recall %d of organisation %s".formatted(recall.id(), recall.organisation());
    }
  }
}
