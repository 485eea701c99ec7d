package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.Signature;
import io.pharmatrace.transparency.Address;

/** A private key that never leaves its place. Thread-safe. */
public interface Signer {
  /** The account that goes with the key. */
  Address address();

  /**
   * Signs.
   *
   * @return a signature of its digest that leads back to {@link #address}
   * @throws SignerException when the key cannot be used
   */
  Signature sign(Signable what);
}
