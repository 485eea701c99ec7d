package io.pharmatrace.transparency;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 with the prefixes of RFC 9162 section 2.1.1: 0x00 before a leaf, 0x01 before two
 * children.
 *
 * <p>An instance keeps one digest and is for one thread; the static methods make their own.
 */
final class Sha256 {
  private static final byte LEAF = 0x00;
  private static final byte NODE = 0x01;

  private final MessageDigest digest;

  Sha256() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static Bytes32 hash(byte[] input) {
    return Bytes32.wrap(new Sha256().digest.digest(input));
  }

  static Bytes32 leaf(byte[] leaf) {
    Sha256 sha = new Sha256();
    sha.digest.update(LEAF);
    return Bytes32.wrap(sha.digest.digest(leaf));
  }

  Bytes32 node(Bytes32 left, Bytes32 right) {
    byte[] both = new byte[2 * Bytes32.LENGTH];
    left.copyTo(both, 0);
    right.copyTo(both, Bytes32.LENGTH);
    nodeInto(both, 0, both, 0);
    return Bytes32.of(both, 0);
  }

  /**
   * Hashes the two children at {@code from} (64 bytes) into 32 bytes at {@code to}; may overlap.
   */
  void nodeInto(byte[] source, int from, byte[] target, int to) {
    digest.update(NODE);
    digest.update(source, from, 2 * Bytes32.LENGTH);
    try {
      digest.digest(target, to, Bytes32.LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes are enough for SHA-256", e);
    }
  }
}
