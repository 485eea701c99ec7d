package io.pharmatrace.transparency;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Thirty-two bytes: a hash, a salt, a seal, an organisation id. Immutable, compared by content,
 * safe to share between threads.
 */
public final class Bytes32 implements Comparable<Bytes32> {
  /** Length in bytes. */
  public static final int LENGTH = 32;

  /** All bits zero: "none", where a format allows it. */
  public static final Bytes32 ZERO = new Bytes32(new byte[LENGTH]);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] value;

  private Bytes32(byte[] value) {
    this.value = value;
  }

  /** Takes over an array that nobody else will change. */
  static Bytes32 wrap(byte[] owned) {
    if (owned.length != LENGTH) {
      throw new IllegalArgumentException("expected 32 bytes, not " + owned.length);
    }
    return new Bytes32(owned);
  }

  /**
   * Copies the given bytes.
   *
   * @throws IllegalArgumentException unless there are exactly 32
   */
  public static Bytes32 of(byte[] bytes) {
    return wrap(bytes.clone());
  }

  /** Copies 32 bytes of {@code source} from {@code offset}. */
  public static Bytes32 of(byte[] source, int offset) {
    if (offset < 0 || offset > source.length - LENGTH) {
      throw new IllegalArgumentException("no 32 bytes at offset " + offset);
    }
    return new Bytes32(Arrays.copyOfRange(source, offset, offset + LENGTH));
  }

  /**
   * Reads 64 hexadecimal digits of either case, with or without {@code 0x}.
   *
   * @throws IllegalArgumentException on anything else
   */
  public static Bytes32 fromHex(String hex) {
    String digits = hex.startsWith("0x") ? hex.substring(2) : hex;
    return wrap(HexFormat.of().parseHex(digits));
  }

  /** Thirty-two bytes from the system's secure random source. */
  public static Bytes32 random() {
    byte[] bytes = new byte[LENGTH];
    RANDOM.nextBytes(bytes);
    return new Bytes32(bytes);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return value.clone();
  }

  /** Whether every bit is zero. */
  public boolean isZero() {
    return equals(ZERO);
  }

  /** 64 lower-case hexadecimal digits, no prefix. */
  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  void putInto(ByteBuffer target) {
    target.put(value);
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(value, 0, target, offset, LENGTH);
  }

  @Override
  public int compareTo(Bytes32 other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes32 that && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return hex();
  }
}
