package io.pharmatrace.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * A log reduced to what appending needs: the roots of its largest perfect subtrees, at most 63
 * hashes whatever its size. Not safe for use by several threads.
 */
public final class CompactRange {
  private final Sha256 sha = new Sha256();
  private final List<Bytes32> peaks;
  private long size;

  /** An empty log. */
  public CompactRange() {
    this.peaks = new ArrayList<>();
  }

  /**
   * Continues a log.
   *
   * @param size number of leaves, not negative
   * @param peaks roots of its perfect subtrees, largest (leftmost) first, one for each bit of size
   */
  public CompactRange(long size, List<Bytes32> peaks) {
    if (size < 0 || peaks.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "a log of size %d does not have %d peaks".formatted(size, peaks.size()));
    }
    this.size = size;
    this.peaks = new ArrayList<>(peaks);
  }

  /** Adds one leaf hash; as many node hashes as the size has trailing one bits, one on average. */
  public void append(Bytes32 leafHash) {
    Bytes32 right = leafHash;
    for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
      right = sha.node(peaks.removeLast(), right);
    }
    peaks.add(right);
    size = Math.incrementExact(size);
  }

  /** Number of leaves. */
  public long size() {
    return size;
  }

  /** Roots of the perfect subtrees, largest first. */
  public List<Bytes32> peaks() {
    return List.copyOf(peaks);
  }

  /** The Merkle Tree Hash of all leaves. */
  public Bytes32 root() {
    return peaks.isEmpty() ? Merkle.EMPTY_ROOT : fold(sha, peaks);
  }

  /** Joins peaks, largest first, from the right: the root of the tree that they make up. */
  static Bytes32 fold(Sha256 sha, List<Bytes32> peaks) {
    Bytes32 root = peaks.getLast();
    for (int i = peaks.size() - 2; i >= 0; i--) {
      root = sha.node(peaks.get(i), root);
    }
    return root;
  }
}
