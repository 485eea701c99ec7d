package io.pharmatrace.transparency.evidence;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Some bytes, compared by content. Immutable. */
public final class Bytes {
  private final byte[] value;

  private Bytes(byte[] value) {
    this.value = value;
  }

  /** Copies the bytes. */
  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /** Copies each. */
  public static List<Bytes> all(List<byte[]> each) {
    return each.stream().map(Bytes::of).toList();
  }

  static List<byte[]> arrays(List<Bytes> each) {
    return each.stream().map(Bytes::array).toList();
  }

  static Bytes fromHex(String hex) {
    return new Bytes(HexFormat.of().parseHex(hex));
  }

  /** A copy of the bytes. */
  public byte[] array() {
    return value.clone();
  }

  /** How many. */
  public int length() {
    return value.length;
  }

  /** Lower-case hexadecimal digits, no prefix. */
  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(value, that.value);
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
