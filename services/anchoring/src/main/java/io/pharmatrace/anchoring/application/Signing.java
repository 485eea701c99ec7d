package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.transparency.Address;
import jakarta.inject.Singleton;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Turns journaled commitments into transactions: the organisation's signature, a nonce of the relay
 * account, and the signed bytes are committed together, before anything is sent. The relay's row
 * lock makes nonces unique whatever the number of processes.
 */
@Singleton
public final class Signing {
  private static final int BATCH = 200;

  private final Jdbi jdbi;
  private final Chain chain;
  private final Keys keys;
  private final Steps steps;

  Signing(Jdbi jdbi, Chain chain, Keys keys, Steps steps) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.keys = keys;
    this.steps = steps;
  }

  /**
   * Signs what is ready.
   *
   * @return how many transactions were made
   */
  public int signAll(ChainLink.Target target) {
    if (!anyReady()) {
      return 0;
    }
    askAgainAboutRefused(target);
    Signer relay = keys.relay();
    long free = chain.transactionCount(relay.address());
    int signed = jdbi.inTransaction(handle -> sign(handle, target, relay, free));
    if (signed > 0) {
      steps.reached(Steps.SIGNED);
    }
    return signed;
  }

  private static final String READY =
      """
      FROM anchoring.commitment c
      JOIN anchoring.log l ON l.organisation = c.organisation
      JOIN anchoring.identity i ON i.organisation = c.organisation
      WHERE c.confirmed_at IS NULL AND c.journaled_at IS NOT NULL
        AND l.stopped IS NULL AND i.admitted_in IS NOT NULL
        AND NOT EXISTS (SELECT FROM anchoring.submission s
                        WHERE s.organisation = c.organisation AND s.sequence = c.sequence)
      """;

  private boolean anyReady() {
    return jdbi.withHandle(
        handle ->
            handle.createQuery("SELECT EXISTS (SELECT " + READY + ")").mapTo(Boolean.class).one());
  }

  /** A commitment that the contract refused is tried without a transaction, now and then. */
  private void askAgainAboutRefused(ChainLink.Target target) {
    List<SealedCommitment> refused =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT c.organisation, l.chain_id, c.sequence, c.log_size, c.log_root "
                            + READY
                            + " AND c.refused_at < now() - interval '10 seconds'")
                    .map((r, c) -> Commitments.map(r))
                    .list());
    for (SealedCommitment commitment : refused) {
      Optional<String> reason =
          chain.refusal(
              target.contracts().ledger(), commitment.content(), signature(target, commitment));
      jdbi.useHandle(handle -> noteRefusal(handle, commitment, reason));
    }
  }

  /** Notes why the contract refuses a commitment, or that it does no more. */
  static void noteRefusal(Handle handle, SealedCommitment commitment, Optional<String> reason) {
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

  private int sign(Handle handle, ChainLink.Target target, Signer relay, long free) {
    long nonce = Math.max(lockedNonce(handle, relay.address()), free);
    List<SealedCommitment> ready =
        handle
            .createQuery(
                "SELECT c.organisation, l.chain_id, c.sequence, c.log_size, c.log_root "
                    + READY
                    // In order, and none before the one that it continues.
                    + """
                       AND NOT EXISTS (SELECT FROM anchoring.commitment b
                                       WHERE b.organisation = c.organisation
                                         AND b.sequence <= c.sequence AND b.refused IS NOT NULL
                                         AND b.confirmed_at IS NULL)
                       ORDER BY c.sequence, c.sealed_at LIMIT :batch
                      """)
            .bind("batch", BATCH)
            .map((r, c) -> Commitments.map(r))
            .list();
    for (SealedCommitment commitment : ready) {
      Signature signature = signature(target, commitment);
      SignedTransaction transaction =
          chain.commit(target.domain(), commitment.content(), signature, relay, nonce);
      store(handle, relay.address(), commitment, signature, transaction);
      nonce++;
    }
    handle
        .createUpdate("UPDATE anchoring.relay SET next_nonce = :nonce WHERE address = :address")
        .bind("nonce", nonce)
        .bind("address", relay.address().bytes())
        .execute();
    return ready.size();
  }

  private Signature signature(ChainLink.Target target, SealedCommitment commitment) {
    return keys.organisation(commitment.organisation())
        .sign(commitment.content().digest(target.domain()));
  }

  private static long lockedNonce(Handle handle, Address relay) {
    handle
        .createUpdate(
            "INSERT INTO anchoring.relay (address, next_nonce) VALUES (:address, 0)"
                + " ON CONFLICT DO NOTHING")
        .bind("address", relay.bytes())
        .execute();
    return handle
        .createQuery("SELECT next_nonce FROM anchoring.relay WHERE address = :address FOR UPDATE")
        .bind("address", relay.bytes())
        .mapTo(Long.class)
        .one();
  }

  private static void store(
      Handle handle,
      Address relay,
      SealedCommitment commitment,
      Signature signature,
      SignedTransaction transaction) {
    handle
        .createUpdate(
            """
            WITH signed AS (
              UPDATE anchoring.commitment SET signature = :signature
              WHERE organisation = :organisation AND sequence = :sequence)
            INSERT INTO anchoring.submission (relay, nonce, organisation, sequence, raw, tx_hash)
            VALUES (:relay, :nonce, :organisation, :sequence, :raw, :hash)
            """)
        .bind("signature", signature.encode())
        .bind("relay", relay.bytes())
        .bind("nonce", transaction.nonce())
        .bind("organisation", commitment.organisation())
        .bind("sequence", commitment.sequence())
        .bind("raw", HexFormat.of().parseHex(transaction.hex(), 2, transaction.hex().length()))
        .bind("hash", transaction.hash().bytes())
        .execute();
  }
}
