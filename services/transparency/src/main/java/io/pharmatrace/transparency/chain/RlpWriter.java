package io.pharmatrace.transparency.chain;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Writes RLP, as {@link Rlp} reads it. */
final class RlpWriter {
  static final byte[] EMPTY_STRING = {(byte) 0x80};
  static final byte[] EMPTY_LIST = {(byte) 0xc0};

  private static final int LONGEST_SHORT = 55;

  private RlpWriter() {}

  static byte[] string(byte[] content) {
    return content.length == 1 && content[0] >= 0 ? content.clone() : prefixed(0x80, content);
  }

  /**
   * A list.
   *
   * @param items each encoded
   */
  static byte[] list(List<byte[]> items) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    items.forEach(content::writeBytes);
    return prefixed(0xc0, content.toByteArray());
  }

  private static byte[] prefixed(int kind, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (content.length <= LONGEST_SHORT) {
      out.write(kind + content.length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(content.length) + 7) / 8;
      out.write(kind + LONGEST_SHORT + bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(content.length >>> (8 * i));
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
