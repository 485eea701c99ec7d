package io.pharmatrace.anchoring.application;

import io.pharmatrace.platform.Steps;
import io.pharmatrace.transparency.Address;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Turns what is to be brought onto the chain into transactions: the organisation's signature, where
 * it needs one, a nonce of the relay account, and the signed bytes are committed together, before
 * anything is sent. The relay's row lock makes nonces unique whatever the number of processes.
 */
@Singleton
public final class Signing {
  private static final int BATCH = 200;

  /** How long signers may take of a batch, for which the relay's row is locked. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** One time-out may be one key's or one request's; three in a batch are the signer's. */
  private static final int MOST_UNANSWERED = 3;

  private final Jdbi jdbi;
  private final Chain chain;
  private final Keys keys;
  private final Steps steps;
  private final List<Cargoes> kinds;

  Signing(Jdbi jdbi, Chain chain, Keys keys, Steps steps, List<Cargoes> kinds) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.keys = keys;
    this.steps = steps;
    this.kinds = kinds;
  }

  /**
   * Signs what is ready.
   *
   * @return how many transactions were made
   * @throws SignerException at the end, when a signer did not answer; what was signed is kept
   */
  public int signAll(ChainLink.Target target) {
    List<Cargoes> taken = kinds.stream().filter(kind -> kind.isTaken(target)).toList();
    if (!jdbi.withHandle(handle -> anyReady(handle, taken))) {
      return 0;
    }
    askAgainAboutRefused(target, taken);
    Signer relay = keys.relay();
    long free = chain.transactionCount(relay.address());
    List<SignerException> unanswered = new ArrayList<>();
    int signed = jdbi.inTransaction(handle -> sign(handle, target, taken, relay, free, unanswered));
    if (signed > 0) {
      steps.reached(Steps.SIGNED);
    }
    if (!unanswered.isEmpty()) {
      throw unanswered.getFirst();
    }
    return signed;
  }

  private static boolean anyReady(Handle handle, List<Cargoes> kinds) {
    return kinds.stream().anyMatch(kind -> kind.anyReady(handle)) && Completion.isDone(handle);
  }

  /** What the contract refused is tried without a transaction, now and then. */
  private void askAgainAboutRefused(ChainLink.Target target, List<Cargoes> kinds) {
    for (Cargoes kind : kinds) {
      for (Cargo cargo : jdbi.withHandle(kind::refused)) {
        Optional<String> reason = refusal(target, cargo);
        jdbi.useHandle(handle -> cargo.noteRefusal(handle, reason));
      }
    }
  }

  private int sign(
      Handle handle,
      ChainLink.Target target,
      List<Cargoes> kinds,
      Signer relay,
      long free,
      List<SignerException> unanswered) {
    long first = Math.max(lockedNonce(handle, relay.address()), free);
    long nonce = first;
    Instant end = Instant.now().plus(PATIENCE);
    for (Cargoes kind : kinds) {
      for (Cargo cargo : kind.ready(handle, BATCH)) {
        if (unanswered.size() == MOST_UNANSWERED || Instant.now().isAfter(end)) {
          break; // The rest is for the next round: what is signed is committed and sent first.
        }
        try {
          nonce += sign(handle, target, relay, nonce, cargo) ? 1 : 0;
        } catch (SignerException e) {
          unanswered.add(e);
        }
      }
    }
    handle
        .createUpdate("UPDATE anchoring.relay SET next_nonce = :nonce WHERE address = :address")
        .bind("nonce", nonce)
        .bind("address", relay.address().bytes())
        .execute();
    return Math.toIntExact(nonce - first);
  }

  /** One key that cannot be used holds up nobody else. */
  private static boolean sign(
      Handle handle, ChainLink.Target target, Signer relay, long nonce, Cargo cargo) {
    try {
      cargo.sign(handle, target, relay, nonce);
      return true;
    } catch (SignerException e) {
      if (e.isPassing()) {
        throw e;
      }
      cargo.noteRefusal(handle, Optional.of(String.valueOf(e.getMessage())));
      return false;
    }
  }

  private static Optional<String> refusal(ChainLink.Target target, Cargo cargo) {
    try {
      return cargo.refusal(target);
    } catch (SignerException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
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
}
