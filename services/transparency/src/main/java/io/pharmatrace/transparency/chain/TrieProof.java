package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.util.List;
import java.util.Optional;

/**
 * Follows a key through a Merkle Patricia trie (yellow paper, appendix D) whose keys all have 32
 * bytes, as those of accounts and of storage do. Takes only what a trie that holds the key, or does
 * not, really has: at most 65 nodes, in their order, none left over.
 */
final class TrieProof {
  /** Root of a trie that holds nothing: the hash of the empty string's encoding. */
  static final Bytes32 EMPTY_ROOT = Keccak.hash(RlpWriter.EMPTY_STRING);

  private static final int KEY_DIGITS = 2 * Bytes32.LENGTH;

  /** Sixteen children, and a value that no key of this length ends at. */
  private static final int BRANCH = 17;

  /** Longest node, in bytes: a full branch has 532, an account's leaf less than 200. */
  private static final int MAX_NODE = 600;

  private final byte[] key;
  private final List<byte[]> nodes;
  private int used;

  private TrieProof(byte[] key, List<byte[]> nodes) {
    this.key = key;
    this.nodes = nodes;
  }

  /**
   * The value under a key, or none if the trie is proven not to hold it.
   *
   * @param key already hashed, as the trie has it
   * @param nodes RLP of the nodes from the root down, those below 32 bytes only inside the one
   *     above; nothing for the empty trie
   */
  static Optional<byte[]> value(Bytes32 root, Bytes32 key, List<byte[]> nodes) throws Flawed {
    if (nodes.size() > KEY_DIGITS + 1) {
      throw new Flawed(Flaw.EXCESS_NODES, "more than a key has digits");
    }
    TrieProof proof = new TrieProof(Nibbles.of(key.bytes()), nodes);
    Optional<byte[]> value =
        root.equals(EMPTY_ROOT) ? Optional.empty() : proof.below(proof.named(root));
    if (proof.used != nodes.size()) {
      throw new Flawed(Flaw.EXCESS_NODES, "node " + (proof.used + 1));
    }
    return value;
  }

  private Optional<byte[]> below(Rlp root) throws Flawed {
    Rlp node = root;
    int at = 0;
    boolean afterExtension = false;
    while (true) {
      List<Rlp> items = node.items(BRANCH);
      Rlp child;
      if (items.size() == BRANCH && at < KEY_DIGITS) {
        child = childOfBranch(items, key[at]);
        at++;
        afterExtension = false;
        if (child.isEmptyString()) {
          return Optional.empty();
        }
      } else if (items.size() == 2 && !afterExtension) {
        Nibbles.Part part = Nibbles.decode(items.getFirst().string());
        checkLength(part, at);
        child = items.getLast();
        boolean onTheWay = part.isIn(key, at);
        if (part.isLeaf()) {
          byte[] value = valueOf(child);
          return onTheWay ? Optional.of(value) : Optional.empty();
        }
        checkReference(child);
        if (!onTheWay) {
          return Optional.empty();
        }
        at += part.length();
        afterExtension = true;
      } else {
        throw Flawed.malformed("node " + used + " is none that may be here");
      }
      node = follow(child);
    }
  }

  private static void checkLength(Nibbles.Part part, int at) throws Flawed {
    int left = KEY_DIGITS - at;
    boolean fits =
        part.isLeaf() ? part.length() == left : part.length() > 0 && part.length() < left;
    if (!fits) {
      throw Flawed.malformed("a node's path has the wrong length");
    }
  }

  private static byte[] valueOf(Rlp item) throws Flawed {
    byte[] value = item.string();
    if (value.length == 0) {
      throw Flawed.malformed("a leaf without a value");
    }
    return value;
  }

  /** Checks all of a branch: at least two children, each in proper form, and no value. */
  private static Rlp childOfBranch(List<Rlp> items, int digit) throws Flawed {
    int children = 0;
    for (Rlp child : items.subList(0, BRANCH - 1)) {
      if (!child.isEmptyString()) {
        checkReference(child);
        children++;
      }
    }
    if (children < 2 || !items.getLast().isEmptyString()) {
      throw Flawed.malformed("a branch without two children, or with a value");
    }
    return items.get(digit);
  }

  private static void checkReference(Rlp child) throws Flawed {
    if (!child.isList()) {
      child.fixed(Bytes32.LENGTH);
    } else if (child.encodedLength() >= Bytes32.LENGTH) {
      throw Flawed.malformed("a node inside another one has 32 bytes or more");
    }
  }

  private Rlp follow(Rlp child) throws Flawed {
    checkReference(child);
    if (child.isList()) {
      return child;
    }
    Rlp node = named(child.bytes32());
    if (node.encodedLength() < Bytes32.LENGTH) {
      throw Flawed.malformed("node " + used + " should be inside the one above");
    }
    return node;
  }

  /** The next node, which must have this hash. */
  private Rlp named(Bytes32 hash) throws Flawed {
    if (used == nodes.size()) {
      throw new Flawed(Flaw.INCOMPLETE_PROOF, "after " + used + " nodes");
    }
    byte[] bytes = nodes.get(used++).clone();
    Rlp node = Rlp.whole("node " + used, bytes, MAX_NODE);
    if (!Keccak.hash(bytes).equals(hash)) {
      throw new Flawed(Flaw.OTHER_NODE, "node " + used);
    }
    return node;
  }
}
