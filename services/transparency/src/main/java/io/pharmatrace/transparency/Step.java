package io.pharmatrace.transparency;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Where a closed slot leads: {@code salt(32) ‖ newNote(32) ‖ newSlot(2) ‖ newPosition(2)}, 68
 * bytes.
 *
 * @param salt random, kept off chain
 * @param newNote hash of the note that holds the unit now, or of the note of its parent
 * @param newSlot 0 to 255: the slot of the unit, or of its parent
 * @param newPosition {@link #TOPMOST}, or the index among the parent's contents, 0 to 65534
 */
public record Step(Bytes32 salt, Bytes32 newNote, int newSlot, int newPosition) {
  /** Encoded length in bytes. */
  public static final int LENGTH = 68;

  /** The unit has no parent. */
  public static final int TOPMOST = 0xFFFF;

  public Step {
    if (newSlot < 0 || newSlot >= Note.MAX_UNITS) {
      throw new IllegalArgumentException("a slot is 0 to 255, not " + newSlot);
    }
    if (newPosition < 0 || newPosition > TOPMOST) {
      throw new IllegalArgumentException("a position is 0 to 65535, not " + newPosition);
    }
  }

  /** Reads an encoded step. */
  public static Step decode(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a step has 68 bytes, not " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 2 * Bytes32.LENGTH, 4);
    return new Step(
        Bytes32.of(bytes, 0),
        Bytes32.of(bytes, Bytes32.LENGTH),
        Short.toUnsignedInt(buffer.getShort()),
        Short.toUnsignedInt(buffer.getShort()));
  }

  /** The 68 bytes. */
  public byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    salt.putInto(bytes);
    newNote.putInto(bytes);
    return bytes.putShort((short) newSlot).putShort((short) newPosition).array();
  }

  /**
   * stepsRoot: R over the steps, zero when there are none. Step k belongs to the k-th closed slot,
   * ascending.
   */
  public static Bytes32 rootOf(List<Step> steps) {
    return CountedRoot.orZero(steps.stream().map(Step::encode).toList());
  }
}
