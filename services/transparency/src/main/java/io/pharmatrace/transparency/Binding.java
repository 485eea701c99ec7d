package io.pharmatrace.transparency;

import java.nio.ByteBuffer;

/**
 * Ties a closure on chain to what it means: {@code SHA-256(0x03 ‖ kind(1) ‖ stepsRoot ‖ leaf hash
 * of the closer's entry ‖ leaf hash of the acceptance, or zero)}.
 *
 * @param kind type of the closer's entry: handover, pack, unpack, final or reactivation
 * @param stepsRoot {@link Step#rootOf}; zero only for final
 * @param closerLeaf leaf hash of the closer's entry
 * @param acceptanceLeaf leaf hash of the receiver's acceptance; zero except for a handover
 */
public record Binding(
    EntryType kind, Bytes32 stepsRoot, Bytes32 closerLeaf, Bytes32 acceptanceLeaf) {
  private static final byte PREFIX = 0x03;

  public Binding {
    switch (kind) {
      case HANDOVER, PACK, UNPACK, FINAL, REACTIVATION -> {}
      default -> throw new IllegalArgumentException(kind + " closes no slot");
    }
    if (stepsRoot.isZero() && kind != EntryType.FINAL) {
      throw new IllegalArgumentException("only a final closure leads nowhere");
    }
    if (acceptanceLeaf.isZero() == (kind == EntryType.HANDOVER)) {
      throw new IllegalArgumentException("an acceptance belongs to a handover and to nothing else");
    }
  }

  /** The 32 bytes that go into the closure. */
  public Bytes32 hash() {
    ByteBuffer bytes =
        ByteBuffer.allocate(2 + 3 * Bytes32.LENGTH).put(PREFIX).put((byte) kind.code());
    stepsRoot.putInto(bytes);
    closerLeaf.putInto(bytes);
    acceptanceLeaf.putInto(bytes);
    return Sha256.hash(bytes.array());
  }
}
