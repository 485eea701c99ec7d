package io.pharmatrace.transparency;

import java.util.Arrays;
import java.util.HexFormat;

/** An account or contract on the chain: 20 bytes, compared by content. Immutable. */
public final class Address implements Comparable<Address> {
  /** Length in bytes. */
  public static final int LENGTH = 20;

  private final byte[] value;

  private Address(byte[] value) {
    if (value.length != LENGTH) {
      throw new IllegalArgumentException("an address has 20 bytes, not " + value.length);
    }
    this.value = value;
  }

  /** Copies the given 20 bytes. */
  public static Address of(byte[] bytes) {
    return new Address(bytes.clone());
  }

  /**
   * Reads 40 hexadecimal digits of either case, with or without {@code 0x}; no checksum is asked.
   */
  public static Address fromHex(String hex) {
    return new Address(HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex));
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return value.clone();
  }

  /** {@code 0x} and 40 lower-case digits. */
  public String hex() {
    return "0x" + HexFormat.of().formatHex(value);
  }

  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that && Arrays.equals(value, that.value);
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
