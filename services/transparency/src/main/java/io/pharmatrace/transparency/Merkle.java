package io.pharmatrace.transparency;

import java.util.Collection;
import java.util.Iterator;

/** Merkle Tree Hash of RFC 9162 section 2.1.1: SHA-256, 0x00 leaf and 0x01 node prefix. */
public final class Merkle {
  /** The root of the empty tree: SHA-256 of nothing. */
  public static final Bytes32 EMPTY_ROOT = Sha256.hash(new byte[0]);

  private Merkle() {}

  /** SHA-256(0x00 ‖ leaf). */
  public static Bytes32 leafHash(byte[] leaf) {
    return Sha256.leaf(leaf);
  }

  /** SHA-256(0x01 ‖ left ‖ right). */
  public static Bytes32 nodeHash(Bytes32 left, Bytes32 right) {
    return Sha256.nodeOf(left, right);
  }

  /**
   * The root over these leaf hashes, in iteration order; {@link #EMPTY_ROOT} when there are none.
   */
  public static Bytes32 root(Collection<Bytes32> leafHashes) {
    if (leafHashes.isEmpty()) {
      return EMPTY_ROOT;
    }
    byte[] row = new byte[Math.multiplyExact(leafHashes.size(), Bytes32.LENGTH)];
    Iterator<Bytes32> leaves = leafHashes.iterator();
    for (int at = 0; at < row.length; at += Bytes32.LENGTH) {
      leaves.next().copyTo(row, at);
    }
    return rootInPlace(new Sha256(), row, 0, leafHashes.size());
  }

  /**
   * The root over {@code count} hashes at {@code from}, destroying them. Pairing each row and
   * carrying an odd last one up gives the tree of RFC 9162, whose left side is always the larger
   * power of two.
   */
  static Bytes32 rootInPlace(Sha256 sha, byte[] row, int from, int count) {
    int width = count;
    while (width > 1) {
      int pairs = width / 2;
      for (int i = 0; i < pairs; i++) {
        sha.nodeInto(row, from + i * 64, row, from + i * 32);
      }
      if ((width & 1) == 1) {
        System.arraycopy(row, from + (width - 1) * 32, row, from + pairs * 32, Bytes32.LENGTH);
      }
      width = pairs + (width & 1);
    }
    return Bytes32.of(row, from);
  }
}
