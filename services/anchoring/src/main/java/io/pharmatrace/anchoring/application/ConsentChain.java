package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.ConsentEvent;
import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ConsentStatement;
import io.pharmatrace.transparency.SigningDomain;
import java.util.List;
import java.util.Optional;

/**
 * The contract ConsentRegistry on a node of the chain. Every method but {@link #bring} asks the
 * node and throws {@link ChainException} when it cannot be reached. Thread-safe.
 */
public interface ConsentChain {
  /**
   * A change with what makes the contract take it.
   *
   * @param salt with which its key was made
   * @param signature of the key's signer
   */
  record SignedConsent(ConsentStatement statement, Bytes32 salt, Signature signature) {}

  /** A transaction with no fee and an explicit gas limit that brings it, signed by the relay. */
  SignedTransaction bring(SigningDomain registry, SignedConsent consent, Signer relay, long nonce);

  /** Why the contract would refuse it now; empty when it would take it. */
  Optional<String> refusal(Address registry, SignedConsent consent);

  /** How often the key has changed. */
  long version(Address registry, Bytes32 key);

  /** What the blocks from..to, both included, took, in their order. */
  List<ConsentEvent> events(Address registry, long from, long to);
}
