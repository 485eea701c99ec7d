package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.transparency.SigningDomain;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Recalls, of organisations that the chain has admitted, also of one whose log is stopped: a recall
 * has no place in the order of commitments. The contract takes each once; one that stands there
 * already is confirmed like any other.
 */
@Singleton
final class RecallCargoes extends RefusableCargoes {
  private final Board board;
  private final Keys keys;

  RecallCargoes(Board board, Keys keys) {
    super(
        new Rows(
            "recall",
            "recall_id",
            OpenRecall.COLUMNS,
            OpenRecall.FROM,
            "i.admitted_in IS NOT NULL",
            "t.id"));
    this.board = board;
    this.keys = keys;
  }

  /** Governors may entitle the organisation later. */
  @Override
  boolean isFinal(String reason) {
    return false;
  }

  @Override
  public Cargo map(ResultSet r) throws SQLException {
    return new RecallCargo(OpenRecall.map(r));
  }

  private final class RecallCargo extends Refusable {
    private final OpenRecall recall;

    private RecallCargo(OpenRecall recall) {
      super(recall.id());
      this.recall = recall;
    }

    @Override
    public void sign(Handle handle, ChainLink.Target target, Signer relay, long nonce) {
      SignedTransaction transaction = board.declare(domain(target), signed(target), relay, nonce);
      keep(handle, relay, transaction);
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
    public String toString() {
      return "recall %d of organisation %s".formatted(recall.id(), recall.organisation());
    }
  }
}
