package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.Slots;
import io.pharmatrace.transparency.Step;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.seal.Closings.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Packing and unpacking. Because contents never change along a path, a logistic unit in which
 * something changes is opened and sealed anew, and so is all that it is in: from the outermost on
 * each is opened (what stays goes to its new note, the rest to slots of its own), then from the
 * innermost on what comes in is packed.
 */
final class Arrangement {
  /** A position that no step takes: what is not inside is not sent there. */
  private static final int NOWHERE = -1;

  private final Seals seals;
  private final Bytes32 holder;
  private final Bytes32 event;
  private final Nesting nesting;
  private final Map<String, Contents> versions = new HashMap<>();

  Arrangement(Seals seals, Bytes32 holder, Bytes32 event, Map<String, @Nullable String> parents) {
    this.seals = seals;
    this.holder = holder;
    this.event = event;
    this.nesting = new Nesting(seals, parents);
  }

  void run() {
    nesting.checkHeld(holder);
    List<String> innerFirst = nesting.rebuiltInnerFirst();
    innerFirst.forEach(this::version);
    nesting.openedOuterFirst().forEach(this::open);
    innerFirst.forEach(this::pack);
  }

  private void version(String container) {
    Set<String> units = nesting.inside(container);
    if (!units.isEmpty()) {
      List<UnsaltedUnit> now =
          units.stream().map(unit -> new UnsaltedUnit(unit, rootNow(unit))).toList();
      versions.put(container, Contents.of(EntrySecret.random(), now));
    }
  }

  private Bytes32 rootNow(String unit) {
    Contents anew = versions.get(unit);
    return anew != null ? anew.root() : seals.unsalted(unit).contentsRoot();
  }

  private void open(String container) {
    Slot slot = seals.held(container, holder);
    Contents before = seals.contents(container).orElseThrow();
    Optional<Contents> now = Optional.ofNullable(versions.get(container));
    List<UnsaltedUnit> topmost = new ArrayList<>();
    before.units().stream()
        .filter(unit -> !nesting.stays(unit.epc(), container))
        .forEach(topmost::add);
    now.ifPresent(anew -> topmost.add(new UnsaltedUnit(container, anew.root())));
    SealEntry entry =
        now.map(anew -> SealEntry.filling(holder, EntryType.UNPACK, event, topmost, anew))
            .orElseGet(
                () ->
                    SealEntry.about(
                        holder, EntryType.UNPACK, EntrySecret.random(), event, topmost));
    seals.put(container, null);
    seals.hold(entry, 0, topmost);
    seals.fill(container, now.orElse(null));
    Map<String, Integer> positions = positions(now);
    List<Step> steps = new ArrayList<>();
    for (UnsaltedUnit unit : before.units()) {
      boolean stays = nesting.stays(unit.epc(), container);
      Slot to = seals.slot(stays ? container : unit.epc());
      int position = stays ? positions.getOrDefault(unit.epc(), NOWHERE) : Step.TOPMOST;
      steps.add(Closings.step(entry, 0, steps.size(), new Target(to.note(), to.index(), position)));
    }
    seals.log(
        entry.closing(
            List.of(
                new Closing(
                    slot.seal(),
                    slot.note(),
                    Slots.of(List.of(slot.index())),
                    steps,
                    Bytes32.ZERO))));
  }

  private static Map<String, Integer> positions(Optional<Contents> contents) {
    Map<String, Integer> positions = new HashMap<>();
    contents.ifPresent(c -> c.units().forEach(unit -> positions.put(unit.epc(), positions.size())));
    return positions;
  }

  private void pack(String container) {
    Contents now = versions.get(container);
    if (now == null) {
      return;
    }
    Map<String, Slot> from = new LinkedHashMap<>();
    for (UnsaltedUnit unit : now.units()) {
      if (seals.position(unit.epc()).orElse(null) instanceof Position.Held) {
        from.put(unit.epc(), seals.held(unit.epc(), holder));
      }
    }
    if (from.isEmpty()) {
      return;
    }
    SealEntry entry = seals.contents(container).isEmpty() ? first(container, now) : more(container);
    Slot to = seals.slot(container);
    Map<String, Integer> positions = positions(Optional.of(now));
    seals.log(
        Closings.close(
            entry,
            from,
            Bytes32.ZERO,
            unit -> new Target(to.note(), to.index(), positions.getOrDefault(unit, NOWHERE))));
    from.keySet().forEach(unit -> seals.put(unit, new Position.Inside(container)));
  }

  /** What was empty is sealed with its contents, and nowhere else. */
  private SealEntry first(String container, Contents now) {
    if (seals.position(container).orElse(null) instanceof Position.Held) {
      seals.end(holder, event, List.of(container), false);
    }
    List<UnsaltedUnit> filled = List.of(new UnsaltedUnit(container, now.root()));
    SealEntry entry = SealEntry.filling(holder, EntryType.PACK, event, filled, now);
    seals.hold(entry, 0, filled);
    seals.fill(container, now);
    return entry;
  }

  /** The note that opening it made is borrowed. */
  private SealEntry more(String container) {
    return SealEntry.adding(holder, event, seals.slot(container).note());
  }
}
