package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Binding;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Slots;
import io.pharmatrace.transparency.Step;
import java.util.List;

/**
 * Slots of one note that an entry closes.
 *
 * @param seal of the note
 * @param note its hash
 * @param slots those that are closed
 * @param steps where they lead: one for each closed slot, ascending; of what is opened one for each
 *     content; none when it ends there for good
 * @param acceptance leaf hash of the receiver's acceptance; zero except for a handover
 */
public record Closing(
    Bytes32 seal, Bytes32 note, Slots slots, List<Step> steps, Bytes32 acceptance) {
  public Closing {
    steps = List.copyOf(steps);
  }

  /**
   * What the closure on chain is bound to.
   *
   * @param kind type of the entry that closes
   * @param closer its leaf hash
   */
  public Binding binding(EntryType kind, Bytes32 closer) {
    return new Binding(kind, Step.rootOf(steps), closer, acceptance);
  }

  /** Tells no seal. */
  @Override
  public String toString() {
    return "Closing[%s, %s]".formatted(note, slots.ascending());
  }
}
