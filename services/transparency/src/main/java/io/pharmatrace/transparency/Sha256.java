package io.pharmatrace.transparency;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 with the prefixes of RFC 9162 section 2.1.1: 0x00 before a leaf, 0x01 before two
 * children.
 *
 * <p>An instance keeps one digest and is for one thread; the static methods use their thread's.
 */
final class Sha256 {
  private static final byte LEAF = 0x00;
  private static final byte NODE = 0x01;

  /** Making a digest takes longer than a hash. */
  private static final ThreadLocal<Sha256> OF_THREAD = ThreadLocal.withInitial(Sha256::new);

  private final MessageDigest digest;

  /** The prefix and two children, so that they are digested at once. */
  private final byte[] node = new byte[1 + 2 * Bytes32.LENGTH];

  /** The prefix and an entry. */
  private final byte[] entry = new byte[1 + Entry.LENGTH];

  Sha256() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    node[0] = NODE;
  }

  static Bytes32 hash(byte[] input) {
    return Bytes32.wrap(OF_THREAD.get().digest.digest(input));
  }

  static Bytes32 leaf(byte[] leaf) {
    MessageDigest digest = OF_THREAD.get().digest;
    digest.update(LEAF);
    return Bytes32.wrap(digest.digest(leaf));
  }

  /** Hash of an entry as a leaf, without an array of its own for it. */
  static Bytes32 leaf(Entry entry) {
    Sha256 sha = OF_THREAD.get();
    entry.copyTo(sha.entry, 1);
    return Bytes32.wrap(sha.digest.digest(sha.entry));
  }

  /** Hash of two children. */
  static Bytes32 nodeOf(Bytes32 left, Bytes32 right) {
    return OF_THREAD.get().node(left, right);
  }

  Bytes32 node(Bytes32 left, Bytes32 right) {
    left.copyTo(node, 1);
    right.copyTo(node, 1 + Bytes32.LENGTH);
    return Bytes32.wrap(digest.digest(node));
  }

  /**
   * Hashes the two children at {@code from} (64 bytes) into 32 bytes at {@code to}; may overlap.
   */
  void nodeInto(byte[] source, int from, byte[] target, int to) {
    System.arraycopy(source, from, node, 1, 2 * Bytes32.LENGTH);
    digest.update(node);
    try {
      digest.digest(target, to, Bytes32.LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes are enough for SHA-256", e);
    }
  }
}
