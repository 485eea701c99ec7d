package io.pharmatrace.transparency;

/**
 * One line of an organisation's log: {@code 0x01 ‖ type(1) ‖ salt(32) ‖ contentDigest(32) ‖
 * unitsRoot(32)}, 98 bytes.
 *
 * @param type what it says
 * @param salt random, kept off chain
 * @param contentDigest see {@link ContentDigest}
 * @param unitsRoot R over its units (in a batch entry over its notes), zero when there are none
 */
public record Entry(EntryType type, Bytes32 salt, Bytes32 contentDigest, Bytes32 unitsRoot) {
  /** Encoded length in bytes. */
  public static final int LENGTH = 98;

  private static final byte VERSION = 0x01;

  /**
   * Reads an encoded entry.
   *
   * @throws IllegalArgumentException when it has another length, version or an unknown type
   */
  public static Entry decode(byte[] bytes) {
    if (bytes.length != LENGTH || bytes[0] != VERSION) {
      throw new IllegalArgumentException("not an entry: 98 bytes that start with 0x01");
    }
    return new Entry(
        EntryType.ofCode(Byte.toUnsignedInt(bytes[1])),
        Bytes32.of(bytes, 2),
        Bytes32.of(bytes, 34),
        Bytes32.of(bytes, 66));
  }

  /** The 98 bytes. */
  public byte[] encode() {
    byte[] bytes = new byte[LENGTH];
    copyTo(bytes, 0);
    return bytes;
  }

  void copyTo(byte[] target, int from) {
    target[from] = VERSION;
    target[from + 1] = (byte) type.code();
    salt.copyTo(target, from + 2);
    contentDigest.copyTo(target, from + 34);
    unitsRoot.copyTo(target, from + 66);
  }

  /** SHA-256(0x00 ‖ the 98 bytes): what the log holds. */
  public Bytes32 leafHash() {
    return Sha256.leaf(this);
  }
}
