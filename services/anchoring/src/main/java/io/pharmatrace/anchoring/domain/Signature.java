package io.pharmatrace.anchoring.domain;

import io.pharmatrace.transparency.Bytes32;
import java.nio.ByteBuffer;

/**
 * An ECDSA signature over secp256k1 with recoverable signer.
 *
 * @param r first half
 * @param s second half, in the low half of the order
 * @param recovery 0 or 1
 */
public record Signature(Bytes32 r, Bytes32 s, int recovery) {
  /** Encoded length in bytes. */
  public static final int LENGTH = 65;

  public Signature {
    if (recovery != 0 && recovery != 1) {
      throw new IllegalArgumentException("a recovery id is 0 or 1");
    }
  }

  /** {@code r ‖ s ‖ v} with v 27 or 28, as the contracts take it. */
  public byte[] encode() {
    return ByteBuffer.allocate(LENGTH)
        .put(r.bytes())
        .put(s.bytes())
        .put((byte) (27 + recovery))
        .array();
  }

  /** Reads {@link #encode}. */
  public static Signature decode(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a signature has 65 bytes");
    }
    return new Signature(Bytes32.of(bytes, 0), Bytes32.of(bytes, 32), bytes[64] - 27);
  }
}
