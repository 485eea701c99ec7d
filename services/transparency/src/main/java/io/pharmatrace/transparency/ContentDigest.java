package io.pharmatrace.transparency;

import java.nio.ByteBuffer;

/** The digest of what an entry is about. */
public final class ContentDigest {
  private ContentDigest() {}

  /**
   * Of an EPCIS event: SHA-256(eventHash ‖ SHA-256(document)). Both are bound because the event
   * hash ignores record time and error declarations.
   *
   * @param eventHash the 32 bytes of the CBV 2.0 event hash, without {@code ni:///} and {@code
   *     ?ver=}
   * @param document the stored bytes: JCS form of the JSON-LD, UTF-8
   */
  public static Bytes32 ofEvent(Bytes32 eventHash, byte[] document) {
    ByteBuffer both = ByteBuffer.allocate(2 * Bytes32.LENGTH);
    eventHash.putInto(both);
    Sha256.hash(document).putInto(both);
    return Sha256.hash(both.array());
  }

  /** Of any other document: SHA-256 of its stored bytes. */
  public static Bytes32 ofDocument(byte[] document) {
    return Sha256.hash(document);
  }
}
