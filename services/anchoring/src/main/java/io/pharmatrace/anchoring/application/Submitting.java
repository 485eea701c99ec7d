package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.anchoring.domain.Mined;
import io.pharmatrace.anchoring.domain.SendAnswer;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.transparency.Address;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends signed transactions, again and again the same bytes, until their nonce is used up on chain;
 * then settles what became of them. Sending twice is harmless: a nonce is good for one.
 */
@Singleton
public final class Submitting {
  private static final Logger LOG = LoggerFactory.getLogger(Submitting.class);

  private static final String OF_ALL =
      """
      SELECT s.nonce, s.raw, s.tx_hash,
             s.sent_at IS NULL OR s.sent_at < now() - make_interval(secs => :resend) AS due,
      """;

  /**
   * @param over whether what becomes of it does not matter any more
   */
  private record Submission(
      SignedTransaction transaction, Cargo cargo, boolean over, boolean due) {}

  private final Jdbi jdbi;
  private final Chain chain;
  private final Keys keys;
  private final Steps steps;
  private final List<Cargoes> kinds;
  private final Duration resend;

  Submitting(
      Jdbi jdbi,
      Chain chain,
      Keys keys,
      Steps steps,
      List<Cargoes> kinds,
      @Value("${pharmatrace.anchoring.resend:5s}") Duration resend) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.keys = keys;
    this.steps = steps;
    this.kinds = kinds;
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
    Address ours = keys.relay().address();
    run(target, ours, true);
    for (Address former : jdbi.withHandle(handle -> Submissions.relaysBut(handle, ours))) {
      run(target, former, false);
    }
  }

  /** Also what an account signed of which the key is no longer here: sending takes no key. */
  private void run(ChainLink.Target target, Address relay, boolean ours) {
    List<Submission> open = open(relay);
    if (open.isEmpty()) {
      return;
    }
    // Asked after reading the rows: every nonce below the first row was used up before it was read.
    long used = chain.transactionCount(relay);
    long first = open.getFirst().transaction.nonce();
    if (first > used) {
      // A gap below our first nonce would stall the account for ever: start again at what is free,
      // or, for one that signs no more, with a transaction of the present one.
      LOG.warn("the chain has {} transactions of {}, the first open one is {}", used, relay, first);
      jdbi.useTransaction(handle -> Submissions.renumber(handle, relay, used, first));
      return;
    }
    List<Submission> mined =
        open.stream().filter(submission -> submission.transaction.nonce() < used).toList();
    List<SignedTransaction> over =
        mined.stream().filter(Submission::over).map(Submission::transaction).toList();
    jdbi.useHandle(handle -> Submissions.delete(handle, relay, over));
    // What was mined is confirmed within moments, as a rule; only what is not is asked about.
    mined.stream()
        .filter(submission -> submission.due && !submission.over)
        .forEach(submission -> settle(target, relay, submission));
    send(
        relay,
        ours,
        open.stream()
            .filter(submission -> submission.transaction.nonce() >= used && submission.due)
            .toList());
  }

  private static boolean any(Handle handle) {
    return handle
        .createQuery("SELECT EXISTS (SELECT FROM anchoring.submission)")
        .mapTo(Boolean.class)
        .one();
  }

  private List<Submission> open(Address relay) {
    List<Submission> open = new ArrayList<>();
    // All as of one moment: a nonce that only seems to be missing would have all others
    // renumbered.
    jdbi.useTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> kinds.forEach(kind -> open.addAll(open(handle, kind, relay))));
    open.sort(Comparator.comparingLong(submission -> submission.transaction.nonce()));
    return open;
  }

  private List<Submission> open(Handle handle, Cargoes kind, Address relay) {
    return handle
        .createQuery(OF_ALL + kind.submitted())
        .bind("relay", relay.bytes())
        .bind("resend", resend.toMillis() / 1000.0)
        .map((r, c) -> submission(r, kind.map(r)))
        .list();
  }

  private static Submission submission(ResultSet r, Cargo cargo) throws SQLException {
    return new Submission(
        new SignedTransaction(
            r.getLong("nonce"),
            "0x" + HexFormat.of().formatHex(r.getBytes("raw")),
            Bytea.get(r, "tx_hash")),
        cargo,
        r.getBoolean("over"),
        r.getBoolean("due"));
  }

  private void send(Address relay, boolean ours, List<Submission> due) {
    List<Long> sent = new ArrayList<>();
    try {
      for (Submission submission : due) {
        send(relay, ours, submission.transaction);
        sent.add(submission.transaction.nonce());
      }
    } finally {
      jdbi.useHandle(handle -> Submissions.noteSent(handle, relay, sent));
    }
    if (!sent.isEmpty()) {
      steps.reached(Steps.SENT);
    }
  }

  private void send(Address relay, boolean ours, SignedTransaction transaction) {
    SendAnswer answer = chain.send(transaction);
    if (answer instanceof SendAnswer.Refused(String reason)) {
      if (!ours) {
        // The present relay brings what it brought; should both get there, the chain takes one.
        jdbi.useHandle(handle -> Submissions.delete(handle, relay, List.of(transaction)));
      }
      throw new ChainException(
          "the node refuses transaction %s of relay %s: %s"
              .formatted(transaction.hash(), relay, reason));
    }
  }

  /** The nonce is used up; the cargo is confirmed, on its way to be, or to be sent anew. */
  private void settle(ChainLink.Target target, Address relay, Submission submission) {
    Cargo cargo = submission.cargo;
    Optional<Mined> mined = chain.mined(submission.transaction.hash());
    if (cargo.arrived(target, mined.filter(Mined::succeeded).isPresent())) {
      // Confirmation follows: what following passed over is found by Overlooked.
      jdbi.useHandle(
          handle -> Submissions.noteSent(handle, relay, List.of(submission.transaction.nonce())));
      return;
    }
    LOG.warn(
        "transaction {} of nonce {} {}; {} gets a new one",
        submission.transaction.hash(),
        submission.transaction.nonce(),
        mined.isPresent() ? "was reverted" : "lost its nonce to another",
        cargo);
    Optional<String> refusal =
        mined.map(
            reverted -> cargo.refusal(target).orElse("reverted, though it would be taken now"));
    jdbi.useTransaction(
        handle -> {
          cargo.noteRefusal(handle, refusal);
          Submissions.delete(handle, relay, List.of(submission.transaction));
        });
  }
}
