package io.pharmatrace.transparency;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * R of the ledger: {@code R(d0..dn-1) = SHA-256(0x04 ‖ n(4) ‖ MTH(d0..dn-1))}. Binds the number of
 * items, so that an item is proved at exactly (index, n); a plain Merkle root does not.
 *
 * <p>The items are the encoded bytes themselves ({@link Unit#encode()}, {@link Step#encode()}, the
 * 32 bytes of a note); MTH puts 0x00 before each. n is at least 1: "none" is written as 32 zero
 * bytes in place of R.
 */
public final class CountedRoot {
  private static final byte PREFIX = 0x04;

  private CountedRoot() {}

  /**
   * R over the items in their order.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static Bytes32 of(List<byte[]> items) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("R needs at least one item");
    }
    return bind(items.size(), Merkle.root(leafHashes(items)));
  }

  /** {@link #of} or, when there are no items, zero. */
  public static Bytes32 orZero(List<byte[]> items) {
    return items.isEmpty() ? Bytes32.ZERO : of(items);
  }

  /** The proof that the item at {@code index} is one of these. */
  public static InclusionProof proof(List<byte[]> items, int index) {
    List<Bytes32> leaves = leafHashes(items);
    List<Bytes32> path = new ArrayList<>();
    int begin = 0;
    int end = leaves.size();
    while (end - begin > 1) {
      int middle = begin + Integer.highestOneBit(end - begin - 1);
      if (index < middle) {
        path.addFirst(Merkle.root(leaves.subList(middle, end)));
        end = middle;
      } else {
        path.addFirst(Merkle.root(leaves.subList(begin, middle)));
        begin = middle;
      }
    }
    return new InclusionProof(index, leaves.size(), path);
  }

  /**
   * Whether the item is at exactly the index and count that the proof names, under the value of R.
   */
  public static boolean verify(byte[] item, InclusionProof proof, Bytes32 countedRoot) {
    if (proof.treeSize() > Integer.MAX_VALUE) {
      return false;
    }
    return proof
        .rootOf(Merkle.leafHash(item))
        .map(root -> bind((int) proof.treeSize(), root).equals(countedRoot))
        .orElse(false);
  }

  private static Bytes32 bind(int count, Bytes32 root) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + 4 + Bytes32.LENGTH).put(PREFIX).putInt(count);
    root.putInto(bytes);
    return Sha256.hash(bytes.array());
  }

  private static List<Bytes32> leafHashes(List<byte[]> items) {
    return items.stream().map(Merkle::leafHash).toList();
  }
}
