package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.transparency.Address;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Keeps signed transactions before they are sent. */
final class Submissions {
  private Submissions() {}

  /** One that brings a commitment. */
  static void keep(
      Handle handle,
      Address relay,
      SignedTransaction transaction,
      UUID organisation,
      long sequence) {
    bind(
            handle.createUpdate(
                """
                INSERT INTO anchoring.submission (relay, nonce, organisation, sequence, raw, tx_hash)
                VALUES (:relay, :nonce, :organisation, :sequence, :raw, :hash)
                """),
            relay,
            transaction)
        .bind("organisation", organisation)
        .bind("sequence", sequence)
        .execute();
  }

  /**
   * One that brings something else.
   *
   * @param reference the column that refers to what it brings
   */
  static void keep(
      Handle handle, Address relay, SignedTransaction transaction, String reference, long id) {
    bind(
            handle.createUpdate(
                """
                INSERT INTO anchoring.submission (relay, nonce, %s, raw, tx_hash)
                VALUES (:relay, :nonce, :id, :raw, :hash)
                """
                    .formatted(reference)),
            relay,
            transaction)
        .bind("id", id)
        .execute();
  }

  /** Accounts with open transactions, but this one. */
  static List<Address> relaysBut(Handle handle, Address relay) {
    return handle
        .createQuery("SELECT DISTINCT relay FROM anchoring.submission WHERE relay <> :relay")
        .bind("relay", relay.bytes())
        .map((r, c) -> Address.of(r.getBytes(1)))
        .list();
  }

  /** The node took these just now. */
  static void noteSent(Handle handle, Address relay, List<Long> nonces) {
    if (nonces.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            "UPDATE anchoring.submission SET sent_at = now()"
                + " WHERE relay = :relay AND nonce = ANY (:nonces)")
        .bind("relay", relay.bytes())
        .bindArray("nonces", Long.class, nonces)
        .execute();
  }

  /** Nothing more is to be done about these; others of the same nonces stay. */
  static void delete(Handle handle, Address relay, List<SignedTransaction> transactions) {
    if (transactions.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            DELETE FROM anchoring.submission s USING unnest(:nonces, :hashes) AS d(nonce, hash)
            WHERE s.relay = :relay AND s.nonce = d.nonce AND s.tx_hash = d.hash
            """)
        .bind("relay", relay.bytes())
        .bindArray(
            "nonces", Long.class, transactions.stream().map(SignedTransaction::nonce).toList())
        .bind("hashes", Bytea.array(transactions, SignedTransaction::hash))
        .execute();
  }

  /**
   * Throws away what an account has open; what comes next gets the nonces from this one on.
   *
   * @param used how many nonces the chain has of it
   * @param first the lowest that was open, above that: does nothing when it no longer is
   */
  static void renumber(Handle handle, Address relay, long used, long first) {
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
  }

  private static Update bind(Update insert, Address relay, SignedTransaction transaction) {
    return insert
        .bind("relay", relay.bytes())
        .bind("nonce", transaction.nonce())
        .bind("raw", HexFormat.of().parseHex(transaction.hex(), 2, transaction.hex().length()))
        .bind("hash", transaction.hash().bytes());
  }
}
