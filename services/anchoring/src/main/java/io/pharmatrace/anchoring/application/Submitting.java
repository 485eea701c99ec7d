package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.anchoring.domain.SealedCommitment;
import io.pharmatrace.anchoring.domain.SendAnswer;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.transparency.Address;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends signed transactions, again and again the same bytes, until their nonce is used up on chain;
 * then settles what became of them. Sending twice is harmless: a nonce is good for one.
 */
@Singleton
public final class Submitting {
  private static final Logger LOG = LoggerFactory.getLogger(Submitting.class);

  private record Submission(
      SignedTransaction transaction,
      SealedCommitment commitment,
      boolean confirmed,
      boolean stopped,
      boolean due) {}

  private final Jdbi jdbi;
  private final Chain chain;
  private final Keys keys;
  private final Steps steps;
  private final Duration resend;

  Submitting(
      Jdbi jdbi,
      Chain chain,
      Keys keys,
      Steps steps,
      @Value("${pharmatrace.anchoring.resend:5s}") Duration resend) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.keys = keys;
    this.steps = steps;
    this.resend = resend;
  }

  /**
   * Sends what is due and settles what is mined.
   *
   * @throws ChainException when the node cannot be reached or refuses a transaction
   */
  public void run(ChainLink.Target target) {
    if (!jdbi.withHandle(Submitting::any)) {
      return;
    }
    Address relay = keys.relay().address();
    List<Submission> open = jdbi.withHandle(handle -> open(handle, relay));
    if (open.isEmpty()) {
      return;
    }
    // Asked after reading the rows: every nonce below the first row was used up before it was read.
    long used = chain.transactionCount(relay);
    long first = open.getFirst().transaction.nonce();
    if (first > used) {
      renumber(relay, used, first);
      return;
    }
    for (Submission submission : open) {
      if (submission.transaction.nonce() < used) {
        settle(target, relay, submission);
      }
    }
    boolean sent = false;
    for (Submission submission : open) {
      if (submission.transaction.nonce() >= used && submission.due) {
        send(relay, submission);
        sent = true;
      }
    }
    if (sent) {
      steps.reached(Steps.SENT);
    }
  }

  private static boolean any(Handle handle) {
    return handle
        .createQuery("SELECT EXISTS (SELECT FROM anchoring.submission)")
        .mapTo(Boolean.class)
        .one();
  }

  private List<Submission> open(Handle handle, Address relay) {
    return handle
        .createQuery(
            """
            SELECT s.nonce, s.raw, s.tx_hash, c.organisation, l.chain_id, c.sequence, c.log_size,
                   c.log_root, c.confirmed_at IS NOT NULL AS confirmed,
                   l.stopped IS NOT NULL AS stopped,
                   s.sent_at IS NULL OR s.sent_at < now() - make_interval(secs => :resend) AS due
            FROM anchoring.submission s
            JOIN anchoring.commitment c
              ON c.organisation = s.organisation AND c.sequence = s.sequence
            JOIN anchoring.log l ON l.organisation = s.organisation
            WHERE s.relay = :relay
            ORDER BY s.nonce
            """)
        .bind("relay", relay.bytes())
        .bind("resend", resend.toMillis() / 1000.0)
        .map((r, c) -> map(r))
        .list();
  }

  private static Submission map(ResultSet r) throws SQLException {
    return new Submission(
        new SignedTransaction(
            r.getLong("nonce"),
            "0x" + HexFormat.of().formatHex(r.getBytes("raw")),
            Bytea.get(r, "tx_hash")),
        Commitments.map(r),
        r.getBoolean("confirmed"),
        r.getBoolean("stopped"),
        r.getBoolean("due"));
  }

  private void send(Address relay, Submission submission) {
    SendAnswer answer = chain.send(submission.transaction);
    if (answer instanceof SendAnswer.Refused(String reason)) {
      throw new ChainException(
          "the node refuses transaction %s: %s".formatted(submission.transaction.hash(), reason));
    }
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "UPDATE anchoring.submission SET sent_at = now()"
                        + " WHERE relay = :relay AND nonce = :nonce")
                .bind("relay", relay.bytes())
                .bind("nonce", submission.transaction.nonce())
                .execute());
  }

  /** The nonce is used up; the commitment is confirmed, on its way to be, or to be sent anew. */
  private void settle(ChainLink.Target target, Address relay, Submission submission) {
    SealedCommitment commitment = submission.commitment;
    if (submission.confirmed || submission.stopped) {
      jdbi.useHandle(handle -> delete(handle, relay, submission));
      return;
    }
    Optional<Boolean> succeeded = chain.succeeded(submission.transaction.hash());
    Address ledger = target.contracts().ledger();
    if (succeeded.orElse(false)
        || chain.lastSequence(ledger, commitment.content().organisation())
            >= commitment.sequence()) {
      return; // The chain has a record of this number, ours or a foreign one: confirmation decides.
    }
    LOG.warn(
        "transaction {} of nonce {} {}; the commitment gets a new one",
        submission.transaction.hash(),
        submission.transaction.nonce(),
        succeeded.isPresent() ? "was reverted" : "lost its nonce to another");
    Optional<String> refusal =
        succeeded.isPresent() ? Optional.of(whyReverted(target, commitment)) : Optional.empty();
    jdbi.useTransaction(
        handle -> {
          Signing.noteRefusal(handle, commitment, refusal);
          delete(handle, relay, submission);
        });
  }

  private String whyReverted(ChainLink.Target target, SealedCommitment commitment) {
    return chain
        .refusal(
            target.contracts().ledger(),
            commitment.content(),
            keys.organisation(commitment.organisation())
                .sign(commitment.content().digest(target.domain())))
        .orElse("reverted, though it would be taken now");
  }

  private static void delete(Handle handle, Address relay, Submission submission) {
    handle
        .createUpdate(
            "DELETE FROM anchoring.submission"
                + " WHERE relay = :relay AND nonce = :nonce AND tx_hash = :hash")
        .bind("relay", relay.bytes())
        .bind("nonce", submission.transaction.nonce())
        .bind("hash", submission.transaction.hash().bytes())
        .execute();
  }

  /** A gap below our first nonce would stall the account for ever: start again at what is free. */
  private void renumber(Address relay, long used, long first) {
    LOG.warn("the chain has {} transactions of the relay, our first open one is {}", used, first);
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate("UPDATE anchoring.relay SET next_nonce = :used WHERE address = :relay")
              .bind("used", used)
              .bind("relay", relay.bytes())
              .execute();
          // The row lock is ours now: nothing that was signed meanwhile is thrown away.
          handle
              .createUpdate(
                  """
                  DELETE FROM anchoring.submission s WHERE s.relay = :relay
                    AND :first = (SELECT min(nonce) FROM anchoring.submission WHERE relay = :relay)
                  """)
              .bind("relay", relay.bytes())
              .bind("first", first)
              .execute();
        });
  }
}
