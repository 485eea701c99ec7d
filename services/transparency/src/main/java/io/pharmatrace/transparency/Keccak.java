package io.pharmatrace.transparency;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 with the original padding, as the EVM has it (not NIST's SHA3-256). */
public final class Keccak {
  private Keccak() {}

  /** Keccak-256 of these bytes, of any length. */
  public static Bytes32 hash(byte[] input) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(input, 0, input.length);
    byte[] out = new byte[Bytes32.LENGTH];
    digest.doFinal(out, 0);
    return Bytes32.wrap(out);
  }
}
