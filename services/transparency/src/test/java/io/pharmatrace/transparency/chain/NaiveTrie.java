package io.pharmatrace.transparency.chain;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Appendix D of the yellow paper written down as it reads: a trie made anew from all its keys. */
final class NaiveTrie {
  /** Values by key, in hexadecimal digits. */
  private final SortedMap<String, byte[]> values = new TreeMap<>();

  NaiveTrie put(Bytes32 key, byte[] value) {
    values.put(key.hex(), value);
    return this;
  }

  Bytes32 root() {
    return values.isEmpty() ? TrieProof.EMPTY_ROOT : Keccak.hash(node("", values));
  }

  /** The nodes on a key's way, as far as it goes; not those inside others. */
  List<byte[]> proof(Bytes32 key) {
    List<byte[]> nodes = new ArrayList<>();
    if (!values.isEmpty()) {
      walk("", values, key.hex(), nodes);
    }
    return nodes;
  }

  private static void walk(
      String prefix, SortedMap<String, byte[]> below, String key, List<byte[]> nodes) {
    byte[] node = node(prefix, below);
    if (nodes.isEmpty() || node.length >= Bytes32.LENGTH) {
      nodes.add(node);
    }
    String common = common(below);
    if (below.size() == 1 || !key.startsWith(common)) {
      return;
    }
    if (common.length() > prefix.length()) {
      walk(common, below, key, nodes);
    } else {
      String next = key.substring(0, prefix.length() + 1);
      if (!with(next, below).isEmpty()) {
        walk(next, with(next, below), key, nodes);
      }
    }
  }

  private static byte[] node(String prefix, SortedMap<String, byte[]> below) {
    String common = common(below);
    if (below.size() == 1) {
      return RlpWriter.list(
          List.of(
              path(common.substring(prefix.length()), true),
              RlpWriter.string(below.sequencedValues().getFirst())));
    }
    if (common.length() > prefix.length()) {
      return RlpWriter.list(
          List.of(path(common.substring(prefix.length()), false), reference(node(common, below))));
    }
    List<byte[]> items = new ArrayList<>();
    for (int digit = 0; digit < 16; digit++) {
      String next = prefix + HexFormat.of().toHexDigits((byte) digit).substring(1);
      SortedMap<String, byte[]> child = with(next, below);
      items.add(child.isEmpty() ? RlpWriter.EMPTY_STRING : reference(node(next, child)));
    }
    items.add(RlpWriter.EMPTY_STRING);
    return RlpWriter.list(items);
  }

  static byte[] reference(byte[] node) {
    return node.length < Bytes32.LENGTH ? node : RlpWriter.string(Keccak.hash(node).bytes());
  }

  static byte[] path(String digits, boolean leaf) {
    int flag = leaf ? 2 : 0;
    String all = digits.length() % 2 == 1 ? (flag + 1) + digits : flag + "0" + digits;
    return RlpWriter.string(HexFormat.of().parseHex(all));
  }

  private static SortedMap<String, byte[]> with(String prefix, SortedMap<String, byte[]> values) {
    return values.subMap(prefix, prefix + "g");
  }

  private static String common(SortedMap<String, byte[]> values) {
    String first = values.firstKey();
    String last = values.lastKey();
    int mismatch = Arrays.mismatch(first.toCharArray(), last.toCharArray());
    return mismatch < 0 ? first : first.substring(0, mismatch);
  }
}
