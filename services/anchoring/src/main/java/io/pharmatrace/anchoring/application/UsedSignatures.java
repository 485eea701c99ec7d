package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.chain.Signatures;
import io.pharmatrace.transparency.evidence.Capture;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The signatures that commitments have on chain. What came back from the journal was signed again,
 * by the key of now or by none; the chain has a record of each, and who signed it, and the
 * signature itself only in the transaction. It is asked for when evidence needs it. Thread-safe.
 */
@Singleton
final class UsedSignatures {
  /**
   * A commitment whose signature in the tables is not by the key that the chain names.
   *
   * @param organisation its name on chain
   */
  record Unknown(Bytes32 organisation, Capture.Committed committed) {}

  private final Jdbi jdbi;
  private final Chain chain;

  UsedSignatures(Jdbi jdbi, Chain chain) {
    this.jdbi = jdbi;
    this.chain = chain;
  }

  /** Those of a plan that are to be found. */
  static List<Unknown> unknown(SigningDomain domain, CapturePlan plan) {
    return plan.captures().values().stream()
        .flatMap(List::stream)
        .flatMap(log -> log.commitments().stream().map(each -> new Unknown(log.name(), each)))
        .filter(
            each ->
                each.committed.signed().isPresent()
                    && !isOf(domain, each, each.committed.signed().get().signature().array()))
        .toList();
  }

  /**
   * Looks for them on chain, and keeps what it finds.
   *
   * @return those that the chain does not give
   * @throws ChainException when it cannot be asked
   */
  List<Unknown> find(SigningDomain domain, List<Unknown> unknown) {
    return unknown.stream().filter(each -> !find(domain, each)).toList();
  }

  private boolean find(SigningDomain domain, Unknown each) {
    Bytes32 transaction = jdbi.withHandle(handle -> transaction(handle, each));
    Optional<Signature> found =
        chain.signatureIn(transaction).filter(signature -> isOf(domain, each, signature.encode()));
    found.ifPresent(signature -> jdbi.useHandle(handle -> keep(handle, each, signature)));
    return found.isPresent();
  }

  private static boolean isOf(SigningDomain domain, Unknown each, byte[] signature) {
    Capture.Committed committed = each.committed;
    Commitment content =
        new Commitment(
            each.organisation,
            committed.sequence(),
            committed.logSize(),
            committed.logRoot(),
            committed.signed().orElseThrow().closures());
    return Signatures.signer(content.digest(domain), signature)
        .equals(new Checked.Proven<>(committed.signer()));
  }

  private static Bytes32 transaction(Handle handle, Unknown each) {
    return handle
        .createQuery(
            """
            SELECT c.tx_hash FROM anchoring.commitment c
            JOIN anchoring.log l ON l.organisation = c.organisation
            WHERE l.chain_id = :name AND c.sequence = :sequence
            """)
        .bind("name", each.organisation.bytes())
        .bind("sequence", each.committed.sequence())
        .map((r, c) -> Bytea.get(r, "tx_hash"))
        .one();
  }

  private static void keep(Handle handle, Unknown each, Signature signature) {
    handle
        .createUpdate(
            """
            UPDATE anchoring.commitment c SET signature = :signature
            FROM anchoring.log l
            WHERE l.organisation = c.organisation
              AND l.chain_id = :name AND c.sequence = :sequence
            """)
        .bind("signature", signature.encode())
        .bind("name", each.organisation.bytes())
        .bind("sequence", each.committed.sequence())
        .execute();
  }
}
