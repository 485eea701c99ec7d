package io.pharmatrace.transparency;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;

/** The static types of the Solidity ABI: each value one word of 32 bytes, big-endian. */
public final class Words {
  private Words() {}

  /**
   * A uint256.
   *
   * @throws IllegalArgumentException when it is negative or has more than 256 bits
   */
  public static Bytes32 uint(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException("not a uint256");
    }
    byte[] minimal = value.toByteArray();
    byte[] word = new byte[Bytes32.LENGTH];
    int length = Math.min(minimal.length, Bytes32.LENGTH);
    System.arraycopy(minimal, minimal.length - length, word, Bytes32.LENGTH - length, length);
    return Bytes32.wrap(word);
  }

  /**
   * A number from 0.
   *
   * @throws IllegalArgumentException when it is negative
   */
  public static Bytes32 uint(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("not an unsigned number: " + value);
    }
    return Bytes32.wrap(ByteBuffer.allocate(Bytes32.LENGTH).putLong(24, value).array());
  }

  static Bytes32 address(Address address) {
    byte[] word = new byte[Bytes32.LENGTH];
    System.arraycopy(address.bytes(), 0, word, Bytes32.LENGTH - Address.LENGTH, Address.LENGTH);
    return Bytes32.wrap(word);
  }

  /** keccak256(abi.encode(words...)). */
  public static Bytes32 keccak(Bytes32... words) {
    return keccak(List.of(words));
  }

  static Bytes32 keccak(List<Bytes32> words) {
    ByteBuffer bytes = ByteBuffer.allocate(words.size() * Bytes32.LENGTH);
    words.forEach(word -> word.putInto(bytes));
    return Keccak.hash(bytes.array());
  }
}
