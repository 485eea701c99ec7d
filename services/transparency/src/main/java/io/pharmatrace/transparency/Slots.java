package io.pharmatrace.transparency;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A set of slots of one note as the chain has it: a uint256 whose bit i (value 2^i) is slot i.
 *
 * @param bits 1 to 2^256 - 1: no closure closes nothing
 */
public record Slots(BigInteger bits) {
  public Slots {
    if (bits.signum() <= 0 || bits.bitLength() > Note.MAX_UNITS) {
      throw new IllegalArgumentException("slots are a nonzero number of at most 256 bits");
    }
  }

  /** These slots, each 0 to 255, in any order. */
  public static Slots of(Collection<Integer> slots) {
    BigInteger bits = BigInteger.ZERO;
    for (int slot : slots) {
      if (slot < 0 || slot >= Note.MAX_UNITS) {
        throw new IllegalArgumentException("a slot is 0 to 255, not " + slot);
      }
      bits = bits.setBit(slot);
    }
    return new Slots(bits);
  }

  /** The slots, ascending: the order of the steps. */
  public List<Integer> ascending() {
    return IntStream.range(0, bits.bitLength()).filter(bits::testBit).boxed().toList();
  }

  /** 32 bytes, big-endian. */
  public Bytes32 encode() {
    return Words.uint(bits);
  }
}
