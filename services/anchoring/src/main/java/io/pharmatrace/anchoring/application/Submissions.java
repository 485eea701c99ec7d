package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.transparency.Address;
import java.util.HexFormat;
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

  /** One that brings a recall. */
  static void keep(Handle handle, Address relay, SignedTransaction transaction, long recall) {
    bind(
            handle.createUpdate(
                """
                INSERT INTO anchoring.submission (relay, nonce, recall_id, raw, tx_hash)
                VALUES (:relay, :nonce, :recall, :raw, :hash)
                """),
            relay,
            transaction)
        .bind("recall", recall)
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
