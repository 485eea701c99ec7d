package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Slots;
import io.pharmatrace.transparency.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which slots an entry closes, and where they lead. */
final class Closings {
  private Closings() {}

  /** Where a slot leads. */
  record Target(Bytes32 note, int slot, int position) {
    static Target topmost(Slot slot) {
      return new Target(slot.note(), slot.index(), Step.TOPMOST);
    }
  }

  /** Says where each closed unit leads. */
  interface Leading {
    @Nullable Target of(String unit);
  }

  /** The entry closes the slots of these units, note by note. */
  static SealEntry close(
      SealEntry entry, Map<String, Slot> from, Bytes32 acceptance, Leading leading) {
    record SealOf(Bytes32 note, Bytes32 seal) {}
    Map<SealOf, SortedMap<Integer, String>> byNote = new LinkedHashMap<>();
    from.forEach(
        (unit, slot) ->
            byNote
                .computeIfAbsent(new SealOf(slot.note(), slot.seal()), n -> new TreeMap<>())
                .put(slot.index(), unit));
    List<Closing> closings = new ArrayList<>();
    byNote.forEach(
        (of, units) -> {
          List<Step> steps = new ArrayList<>();
          for (String unit : units.values()) {
            Target target = leading.of(unit);
            if (target != null) {
              steps.add(step(entry, closings.size(), steps.size(), target));
            }
          }
          closings.add(new Closing(of.seal, of.note, Slots.of(units.keySet()), steps, acceptance));
        });
    return entry.closing(closings);
  }

  static Step step(SealEntry entry, int closing, int index, Target target) {
    return new Step(
        entry.secret().stepSalt(closing, index), target.note(), target.slot(), target.position());
  }
}
