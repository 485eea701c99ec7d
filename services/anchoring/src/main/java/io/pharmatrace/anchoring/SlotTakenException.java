package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Slots;
import java.util.Map;

/** Slots that entries would close have been closed before: somebody else moved the units. */
public class SlotTakenException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /** Which slots of which seals. */
  private final transient Map<Bytes32, Slots> taken;

  /** Of these slots, by their seals. */
  public SlotTakenException(Map<Bytes32, Slots> taken) {
    super("a slot would be closed twice");
    this.taken = Map.copyOf(taken);
  }

  /** Whether a slot of a seal is one of them. */
  public boolean isTaken(Bytes32 seal, int slot) {
    Slots slots = taken.get(seal);
    return slots != null && slots.bits().testBit(slot);
  }
}
