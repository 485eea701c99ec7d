package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.BoardRecord;
import io.pharmatrace.anchoring.domain.DeclaredRecall;
import io.pharmatrace.anchoring.domain.PrefixProof;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.RecallStatement;
import io.pharmatrace.transparency.SigningDomain;
import java.util.List;
import java.util.Optional;

/**
 * The contract RecallBoard on a node of the chain. Every method but {@link #declare} asks the node
 * and throws {@link ChainException} when it cannot be reached. Thread-safe.
 */
public interface Board {
  /**
   * A recall with what makes the contract take it.
   *
   * @param statement what is declared
   * @param prefix shows that the organisation may
   * @param signature of the organisation's key
   */
  record SignedRecall(RecallStatement statement, PrefixProof prefix, Signature signature) {}

  /** A {@code declare} transaction with no fee and an explicit gas limit, signed by the relay. */
  SignedTransaction declare(SigningDomain board, SignedRecall recall, Signer relay, long nonce);

  /** Why the contract would refuse the recall now; empty when it would take it. */
  Optional<String> refusal(Address board, SignedRecall recall);

  /** What the blocks from..to, both included, took, in their order. */
  List<DeclaredRecall> declared(Address board, long from, long to);

  /** Where this very recall stands, whoever declared and relayed it. */
  Optional<BoardRecord> find(Address board, RecallStatement recall);
}
