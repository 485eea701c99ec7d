package io.pharmatrace.transparency.chain;

import java.util.Arrays;

/** Keys of a trie and the parts of them that its nodes hold: one hexadecimal digit a byte. */
final class Nibbles {
  private Nibbles() {}

  /** The part of a key that a leaf or an extension holds. */
  static final class Part {
    private final boolean leaf;
    private final byte[] digits;

    private Part(boolean leaf, byte[] digits) {
      this.leaf = leaf;
      this.digits = digits;
    }

    boolean isLeaf() {
      return leaf;
    }

    int length() {
      return digits.length;
    }

    /** Whether the key goes on like this. */
    boolean isIn(byte[] key, int at) {
      return length() <= key.length - at
          && Arrays.equals(digits, 0, digits.length, key, at, at + digits.length);
    }
  }

  static byte[] of(byte[] bytes) {
    byte[] digits = new byte[2 * bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      digits[2 * i] = (byte) ((bytes[i] >> 4) & 0xf);
      digits[2 * i + 1] = (byte) (bytes[i] & 0xf);
    }
    return digits;
  }

  /**
   * Reads the hex-prefix encoding (yellow paper, appendix C): the first digit has 2 for a leaf and
   * 1 for an odd number of digits; an even number has a zero after it.
   */
  static Part decode(byte[] encoded) throws Flawed {
    byte[] digits = of(encoded);
    if (digits.length == 0 || digits[0] > 3) {
      throw Flawed.malformed("a node's path has no proper first digit");
    }
    boolean odd = (digits[0] & 1) == 1;
    if (!odd && digits[1] != 0) {
      throw Flawed.malformed("a node's path is not padded with zero");
    }
    return new Part((digits[0] & 2) == 2, Arrays.copyOfRange(digits, odd ? 1 : 2, digits.length));
  }
}
