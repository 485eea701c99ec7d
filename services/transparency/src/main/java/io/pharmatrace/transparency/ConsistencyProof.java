package io.pharmatrace.transparency;

import java.util.List;

/**
 * Shows that a log only grew: RFC 9162 section 2.1.4.
 *
 * @param firstSize earlier number of leaves, at least 1 (every log continues the empty one, so
 *     there is nothing to prove from 0)
 * @param secondSize later number of leaves, at least firstSize
 * @param path node hashes; empty when both sizes are equal
 */
public record ConsistencyProof(long firstSize, long secondSize, List<Bytes32> path) {
  public ConsistencyProof {
    if (firstSize < 1 || secondSize < firstSize) {
      throw new IllegalArgumentException(
          "no consistency from size %d to %d".formatted(firstSize, secondSize));
    }
    path = List.copyOf(path);
  }

  /** Whether the log with the second root continues the one with the first (section 2.1.4.2). */
  public boolean verify(Bytes32 firstRoot, Bytes32 secondRoot) {
    if (firstSize == secondSize) {
      return path.isEmpty() && firstRoot.equals(secondRoot);
    }
    if (path.isEmpty()) {
      return false;
    }
    // A first tree that is one perfect subtree needs no proof of its own root: it is the first
    // node.
    boolean perfect = Long.bitCount(firstSize) == 1;
    Sha256 sha = new Sha256();
    long fn = firstSize - 1;
    long sn = secondSize - 1;
    while ((fn & 1) == 1) {
      fn >>>= 1;
      sn >>>= 1;
    }
    Bytes32 fr = perfect ? firstRoot : path.getFirst();
    Bytes32 sr = fr;
    for (Bytes32 c : perfect ? path : path.subList(1, path.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = sha.node(c, fr);
        sr = sha.node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>>= 1;
          sn >>>= 1;
        }
      } else {
        sr = sha.node(sr, c);
      }
      fn >>>= 1;
      sn >>>= 1;
    }
    return sn == 0 && fr.equals(firstRoot) && sr.equals(secondRoot);
  }
}
