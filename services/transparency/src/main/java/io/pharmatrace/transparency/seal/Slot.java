package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;

/**
 * A slot of a note, with what closing it takes.
 *
 * @param organisation whose note it is, by its name on chain
 * @param seal of the note; visible to nobody else until a slot of it is closed
 * @param note its hash
 * @param index 0 to 255
 */
public record Slot(Bytes32 organisation, Bytes32 seal, Bytes32 note, int index) {
  /** Tells no seal. */
  @Override
  public String toString() {
    return "Slot[%s, %d]".formatted(note, index);
  }
}
