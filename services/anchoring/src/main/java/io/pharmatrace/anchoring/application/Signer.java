package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;

/** A private key that never leaves its place. Thread-safe. */
public interface Signer {
  /** The account that goes with the key. */
  Address address();

  /** Signs a 32-byte digest. */
  Signature sign(Bytes32 digest);
}
