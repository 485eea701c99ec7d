package io.pharmatrace.transparency;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 9162 section 2.1 written down as it reads, recursively, sharing no code with what is tested.
 */
final class NaiveTree {
  private NaiveTree() {}

  static Bytes32 root(List<Bytes32> leaves) {
    int n = leaves.size();
    if (n == 0) {
      return Bytes32.of(sha());
    }
    if (n == 1) {
      return leaves.getFirst();
    }
    int k = split(n);
    return Bytes32.of(
        sha(
            new byte[] {1},
            root(leaves.subList(0, k)).bytes(),
            root(leaves.subList(k, n)).bytes()));
  }

  static List<Bytes32> path(int m, List<Bytes32> leaves) {
    int n = leaves.size();
    if (n == 1) {
      return List.of();
    }
    int k = split(n);
    return m < k
        ? plus(path(m, leaves.subList(0, k)), root(leaves.subList(k, n)))
        : plus(path(m - k, leaves.subList(k, n)), root(leaves.subList(0, k)));
  }

  static List<Bytes32> consistency(int m, List<Bytes32> leaves) {
    return subproof(m, leaves, true);
  }

  private static List<Bytes32> subproof(int m, List<Bytes32> leaves, boolean whole) {
    int n = leaves.size();
    if (m == n) {
      return whole ? List.of() : List.of(root(leaves));
    }
    int k = split(n);
    return m <= k
        ? plus(subproof(m, leaves.subList(0, k), whole), root(leaves.subList(k, n)))
        : plus(subproof(m - k, leaves.subList(k, n), false), root(leaves.subList(0, k)));
  }

  static byte[] sha(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaf hashes of the numbers from 0 to n-1. */
  static List<Bytes32> leaves(int n) {
    List<Bytes32> leaves = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      leaves.add(
          Bytes32.of(
              sha(
                  new byte[] {
                    0, (byte) (i >>> 24), (byte) (i >>> 16), (byte) (i >>> 8), (byte) i
                  })));
    }
    return leaves;
  }

  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }

  private static List<Bytes32> plus(List<Bytes32> list, Bytes32 last) {
    List<Bytes32> all = new ArrayList<>(list);
    all.add(last);
    return all;
  }
}
