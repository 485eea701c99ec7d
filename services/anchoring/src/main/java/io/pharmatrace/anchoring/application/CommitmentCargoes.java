package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.transparency.Address;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Journaled commitments, of organisations that the chain has admitted. */
@Singleton
final class CommitmentCargoes implements Cargoes {
  private static final String COLUMNS =
      "SELECT c.organisation, l.chain_id, c.sequence, c.log_size, c.log_root, c.closures ";

  private static final String READY =
      """
      FROM anchoring.commitment c
      JOIN anchoring.log l ON l.organisation = c.organisation
      JOIN anchoring.identity i ON i.organisation = c.organisation
      WHERE c.confirmed_at IS NULL AND c.journaled_at IS NOT NULL AND c.sequence = l.confirmed + 1
        AND l.stopped IS NULL AND i.admitted_in IS NOT NULL
        AND NOT EXISTS (SELECT FROM anchoring.submission s
                        WHERE s.organisation = c.organisation AND s.sequence = c.sequence)
      """;

  private final Chain chain;
  private final Keys keys;

  CommitmentCargoes(Chain chain, Keys keys) {
    this.chain = chain;
    this.keys = keys;
  }

  /** A frozen ledger takes none, ever; what is logged waits. */
  @Override
  public boolean isTaken(ChainLink.Target target) {
    return target.successor().isEmpty();
  }

  @Override
  public boolean anyReady(Handle handle) {
    return handle.createQuery("SELECT EXISTS (SELECT " + READY + ")").mapTo(Boolean.class).one();
  }

  @Override
  public List<Cargo> ready(Handle handle, int limit) {
    return handle
        .createQuery(
            COLUMNS
                + READY
                // In order, and none before the one that it continues.
                + """
                   AND NOT EXISTS (SELECT FROM anchoring.commitment b
                                   WHERE b.organisation = c.organisation
                                     AND b.sequence <= c.sequence AND b.refused IS NOT NULL
                                     AND b.confirmed_at IS NULL)
                   ORDER BY c.sequence, c.sealed_at LIMIT :limit
                  """)
        .bind("limit", limit)
        .map((r, c) -> map(r))
        .list();
  }

  @Override
  public List<Cargo> refused(Handle handle) {
    return handle
        .createQuery(COLUMNS + READY + " AND c.refused_at < now() - interval '10 seconds'")
        .map((r, c) -> map(r))
        .list();
  }

  @Override
  public String submitted() {
    return """
          c.organisation, l.chain_id, c.sequence, c.log_size, c.log_root, c.closures,
          c.confirmed_at IS NOT NULL OR l.stopped IS NOT NULL AS over
        FROM anchoring.submission s
        JOIN anchoring.commitment c
          ON c.organisation = s.organisation AND c.sequence = s.sequence
        JOIN anchoring.log l ON l.organisation = s.organisation
        WHERE s.relay = :relay
        """;
  }

  @Override
  public Cargo map(ResultSet r) throws SQLException {
    return new CommitmentCargo(Commitments.map(r));
  }

  private final class CommitmentCargo implements Cargo {
    private final SealedCommitment commitment;

    private CommitmentCargo(SealedCommitment commitment) {
      this.commitment = commitment;
    }

    @Override
    public void sign(Handle handle, ChainLink.Target target, Signer relay, long nonce) {
      Signature signature = signature(target);
      SignedTransaction transaction =
          chain.commit(target.domain(), commitment.content(), signature, relay, nonce);
      handle
          .createUpdate(
              "UPDATE anchoring.commitment SET signature = :signature"
                  + " WHERE organisation = :organisation AND sequence = :sequence")
          .bind("signature", signature.encode())
          .bind("organisation", commitment.organisation())
          .bind("sequence", commitment.sequence())
          .execute();
      Submissions.keep(
          handle, relay.address(), transaction, commitment.organisation(), commitment.sequence());
    }

    private Signature signature(ChainLink.Target target) {
      return keys.organisation(commitment.organisation())
          .sign(Signable.TypedData.of(target.domain(), commitment.content()));
    }

    /** A record of this number may be ours or a foreign one: confirmation decides. */
    @Override
    public boolean arrived(ChainLink.Target target, boolean succeeded) {
      Address ledger = target.contracts().ledger();
      return succeeded
          || chain.lastSequence(ledger, commitment.content().organisation())
              >= commitment.sequence();
    }

    @Override
    public Optional<String> refusal(ChainLink.Target target) {
      return chain.refusal(target.contracts().ledger(), commitment.content(), signature(target));
    }

    @Override
    public void noteRefusal(Handle handle, Optional<String> reason) {
      handle
          .createUpdate(
              """
              UPDATE anchoring.commitment
              SET refused = :reason, refused_at = CASE WHEN :reason IS NULL THEN NULL ELSE now() END
              WHERE organisation = :organisation AND sequence = :sequence
              """)
          .bindByType("reason", reason.orElse(null), String.class)
          .bind("organisation", commitment.organisation())
          .bind("sequence", commitment.sequence())
          .execute();
    }

    @Override
    public String toString() {
      return "commitment %d of organisation %s"
          .formatted(commitment.sequence(), commitment.organisation());
    }
  }
}
