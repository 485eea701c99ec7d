package io.pharmatrace.transparency;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Custody of up to 256 units: holding a pack is holding an open slot of a note, and slot i is unit
 * i. {@code note = SHA-256(0x02 ‖ unitsRoot ‖ organisation ‖ SHA-256(0x05 ‖ seal ‖ blind) ‖
 * noteSalt)}.
 *
 * @param unitsRoot R over the units, not zero
 * @param organisation whose closures count
 * @param seal chosen by the holder, becomes visible when the first slot is closed
 * @param blind hides the seal until then
 * @param salt hides the note
 */
public record Note(
    Bytes32 unitsRoot, Bytes32 organisation, Bytes32 seal, Bytes32 blind, Bytes32 salt) {
  /** Slots in a note. */
  public static final int MAX_UNITS = 256;

  private static final byte PREFIX = 0x02;
  private static final byte SEAL_PREFIX = 0x05;

  public Note {
    if (unitsRoot.isZero()) {
      throw new IllegalArgumentException("a note holds at least one unit");
    }
  }

  /** SHA-256(0x05 ‖ seal ‖ blind): what the note shows of its seal. */
  public Bytes32 sealCommitment() {
    ByteBuffer bytes = ByteBuffer.allocate(1 + 2 * Bytes32.LENGTH).put(SEAL_PREFIX);
    seal.putInto(bytes);
    blind.putInto(bytes);
    return Sha256.hash(bytes.array());
  }

  /** The note itself. */
  public Bytes32 hash() {
    return hash(unitsRoot, organisation, sealCommitment(), salt);
  }

  /** A note whose seal stays hidden. */
  public static Bytes32 hash(
      Bytes32 unitsRoot, Bytes32 organisation, Bytes32 sealCommitment, Bytes32 salt) {
    ByteBuffer bytes = ByteBuffer.allocate(1 + 4 * Bytes32.LENGTH).put(PREFIX);
    unitsRoot.putInto(bytes);
    organisation.putInto(bytes);
    sealCommitment.putInto(bytes);
    salt.putInto(bytes);
    return Sha256.hash(bytes.array());
  }

  /** R over the 32 bytes of each note: the unitsRoot of a batch entry. */
  public static Bytes32 rootOf(List<Bytes32> noteHashes) {
    return CountedRoot.orZero(noteHashes.stream().map(Bytes32::bytes).toList());
  }
}
