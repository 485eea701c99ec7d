package io.pharmatrace.transparency;

import java.util.List;
import java.util.Optional;

/**
 * Shows that a leaf is in a tree: RFC 9162 section 2.1.3.
 *
 * @param leafIndex position of the leaf, from 0
 * @param treeSize number of leaves of the tree, more than leafIndex
 * @param path sibling hashes from the leaf up
 */
public record InclusionProof(long leafIndex, long treeSize, List<Bytes32> path) {
  public InclusionProof {
    if (leafIndex < 0 || leafIndex >= treeSize) {
      throw new IllegalArgumentException(
          "no leaf %d in a tree of %d".formatted(leafIndex, treeSize));
    }
    path = List.copyOf(path);
  }

  /**
   * Whether the leaf, the path and the root fit together (RFC 9162 section 2.1.3.2).
   *
   * <p>A plain tree does not bind its number of leaves: trust {@code treeSize} only where it is
   * committed together with the root, as on chain, or inside {@link CountedRoot}.
   */
  public boolean verify(Bytes32 leafHash, Bytes32 root) {
    return rootOf(leafHash).filter(root::equals).isPresent();
  }

  /** The root that the path leads to; empty when the path is too short or too long. */
  Optional<Bytes32> rootOf(Bytes32 leafHash) {
    Sha256 sha = new Sha256();
    long fn = leafIndex;
    long sn = treeSize - 1;
    Bytes32 r = leafHash;
    for (Bytes32 p : path) {
      if (sn == 0) {
        return Optional.empty();
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = sha.node(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        r = sha.node(r, p);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0 ? Optional.of(r) : Optional.empty();
  }
}
