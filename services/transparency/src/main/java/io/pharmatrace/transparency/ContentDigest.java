package io.pharmatrace.transparency;

import java.nio.ByteBuffer;
import java.util.List;

/** The digest of what an entry is about. */
public final class ContentDigest {
  private static final byte SEVERAL = 0x0a;

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

  /**
   * Of several events whose consequences one entry tells: that of the only one, or else
   * SHA-256(0x0a ‖ count(4) ‖ their digests).
   *
   * @param events digests of the events in the order in which they were captured, at least one
   */
  public static Bytes32 ofEvents(List<Bytes32> events) {
    if (events.isEmpty()) {
      throw new IllegalArgumentException("there is no event");
    }
    if (events.size() == 1) {
      return events.getFirst();
    }
    ByteBuffer all = ByteBuffer.allocate(1 + Integer.BYTES + events.size() * Bytes32.LENGTH);
    all.put(SEVERAL).putInt(events.size());
    events.forEach(event -> event.putInto(all));
    return Sha256.hash(all.array());
  }

  /** Of any other document: SHA-256 of its stored bytes. */
  public static Bytes32 ofDocument(byte[] document) {
    return Sha256.hash(document);
  }
}
