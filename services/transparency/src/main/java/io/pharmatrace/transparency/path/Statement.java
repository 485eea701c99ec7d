package io.pharmatrace.transparency.path;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.ContentDigest;
import java.nio.ByteBuffer;

/**
 * What the entries of a handover and of a reactivation are about: {@code tag(1) ‖ first(32) ‖
 * second(32)}, 65 bytes, which are the document whose digest is in the entry (ADR 0018).
 */
public sealed interface Statement {
  /**
   * Of an offer, tag 0x06.
   *
   * @param receiver the organisation to which units are offered
   * @param event {@link ContentDigest#ofEvent} of the shipping event
   */
  record Offer(Bytes32 receiver, Bytes32 event) implements Statement {}

  /**
   * Of an acceptance, tag 0x07.
   *
   * @param offer leaf hash of the offer
   * @param event {@link ContentDigest#ofEvent} of the receiving event
   */
  record Acceptance(Bytes32 offer, Bytes32 event) implements Statement {}

  /**
   * Of a handover, tag 0x08.
   *
   * @param offer leaf hash of the offer
   * @param acceptance leaf hash of the acceptance
   */
  record Handover(Bytes32 offer, Bytes32 acceptance) implements Statement {}

  /**
   * Of a reactivation, tag 0x09.
   *
   * @param ended leaf hash of the final entry that it undoes
   * @param event {@link ContentDigest#ofEvent} of the event that says so
   */
  record Reactivation(Bytes32 ended, Bytes32 event) implements Statement {}

  /** The 65 bytes. */
  default byte[] encode() {
    return switch (this) {
      case Offer(Bytes32 receiver, Bytes32 event) -> encode(0x06, receiver, event);
      case Acceptance(Bytes32 offer, Bytes32 event) -> encode(0x07, offer, event);
      case Handover(Bytes32 offer, Bytes32 acceptance) -> encode(0x08, offer, acceptance);
      case Reactivation(Bytes32 ended, Bytes32 event) -> encode(0x09, ended, event);
    };
  }

  /**
   * Reads a statement.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Statement decode(byte[] bytes) {
    if (bytes.length != 1 + 2 * Bytes32.LENGTH) {
      throw new IllegalArgumentException("a statement has 65 bytes, not " + bytes.length);
    }
    Bytes32 first = Bytes32.of(bytes, 1);
    Bytes32 second = Bytes32.of(bytes, 1 + Bytes32.LENGTH);
    return switch (bytes[0]) {
      case 0x06 -> new Offer(first, second);
      case 0x07 -> new Acceptance(first, second);
      case 0x08 -> new Handover(first, second);
      case 0x09 -> new Reactivation(first, second);
      default -> throw new IllegalArgumentException("no statement has tag " + bytes[0]);
    };
  }

  /** The contentDigest of an entry that states this. */
  default Bytes32 digest() {
    return ContentDigest.ofDocument(encode());
  }

  private static byte[] encode(int tag, Bytes32 first, Bytes32 second) {
    return ByteBuffer.allocate(1 + 2 * Bytes32.LENGTH)
        .put((byte) tag)
        .put(first.bytes())
        .put(second.bytes())
        .array();
  }
}
