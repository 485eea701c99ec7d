package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.path.Chain;
import io.pharmatrace.transparency.path.PathVerdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Packs, cases and pallets that are packed, handed on, ended and brought back at random, told both
 * to a simple model (who has what, in what) and to seals.
 */
final class Custody {
  private static final int PACKS = 9;
  private static final int CONTAINERS = 5;

  final Ledger ledger = new Ledger();
  private final Random random;
  private final List<Bytes32> organisations =
      List.of(Bytes32.random(), Bytes32.random(), Bytes32.random());
  private final Map<String, Bytes32> batches = new TreeMap<>();
  private final List<String> containers = new ArrayList<>();
  private final Map<String, String> parents = new TreeMap<>();
  private final Map<String, Bytes32> holders = new TreeMap<>();
  private final Map<String, Bytes32> ended = new HashMap<>();
  private final Bytes32 event = Bytes32.random();

  Custody(long seed) {
    random = new Random(seed);
    Bytes32 maker = organisations.getFirst();
    ledger.chain.grant(maker, Chain.PREFIX);
    List<UnsaltedUnit> made = new ArrayList<>();
    for (int i = 0; i < PACKS; i++) {
      made.add(UnsaltedUnit.pack("https://id.gs1.org/01/09521101000023/21/P" + i));
    }
    for (int i = 0; i < CONTAINERS; i++) {
      String epc =
          i == 0
              ? "https://id.gs1.org/01/19521101000020/21/C"
              : "https://id.gs1.org/00/09521101000000001" + i;
      containers.add(epc);
      holders.put(epc, maker);
    }
    // A case with an SGTIN is commissioned before anything is in it.
    made.add(UnsaltedUnit.pack(containers.getFirst()));
    SealEntry batch = SealEntry.about(maker, EntryType.BATCH, EntrySecret.random(), event, made);
    Seals seals = new Seals(ledger);
    seals.made(batch);
    ledger.store(seals);
    ledger.commit(batch);
    for (int i = 0; i < PACKS; i++) {
      batches.put(made.get(i).epc(), batch.leaf());
      holders.put(made.get(i).epc(), maker);
    }
  }

  /** All units. */
  Set<String> units() {
    return Set.copyOf(holders.keySet());
  }

  /** Something happens that may. */
  void step() {
    String unit = any(new ArrayList<>(holders.keySet()));
    Bytes32 holder = holder(unit);
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> pack(unit, any(containers), holder);
      case 3, 4 -> unpack(unit, holder);
      case 5, 6, 7 -> handOver(topmost(unit), holder, any(organisations));
      case 8 -> end(unit, holder);
      default -> new TreeSet<>(ended.keySet()).forEach(it -> bringBack(it, holder(it)));
    }
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private String topmost(String unit) {
    String parent = parents.get(unit);
    return parent == null ? unit : topmost(parent);
  }

  private Bytes32 holder(String unit) {
    return Objects.requireNonNull(holders.get(topmost(unit)));
  }

  private boolean holds(String around, @Nullable String unit) {
    return unit != null && (unit.equals(around) || holds(around, parents.get(unit)));
  }

  private boolean hasEnded(@Nullable String unit) {
    return unit != null && (ended.containsKey(unit) || hasEnded(parents.get(unit)));
  }

  /** Some units of the holder, whatever they are in, go into a container of his. */
  private void pack(String first, String container, Bytes32 holder) {
    Map<String, @Nullable String> wanted = new LinkedHashMap<>();
    for (String unit : holders.keySet()) {
      if ((unit.equals(first) || random.nextInt(3) == 0)
          && holder(unit).equals(holder)
          && !hasEnded(unit)
          && !holds(unit, container)) {
        wanted.put(unit, container);
      }
    }
    if (wanted.isEmpty() || !holder(container).equals(holder) || hasEnded(container)) {
      return;
    }
    wanted.keySet().forEach(unit -> parents.put(unit, container));
    tell(holder, wanted);
  }

  private void unpack(String unit, Bytes32 holder) {
    if (!parents.containsKey(unit) || hasEnded(unit)) {
      return;
    }
    Map<String, @Nullable String> wanted = new LinkedHashMap<>();
    String container = parents.get(unit);
    for (String other : holders.keySet()) {
      if (other.equals(unit) || (container.equals(parents.get(other)) && random.nextBoolean())) {
        wanted.put(other, null);
      }
    }
    wanted.keySet().forEach(parents::remove);
    wanted.keySet().forEach(other -> holders.put(other, holder));
    tell(holder, wanted);
  }

  /** Containers that may come into being or vanish are told with what they are in. */
  private void tell(Bytes32 holder, Map<String, @Nullable String> wanted) {
    for (String container : containers) {
      if (!wanted.containsKey(container) && !ended.containsKey(container)) {
        wanted.put(container, parents.get(container));
      }
    }
    Seals seals = new Seals(ledger);
    seals.arrange(holder, event, wanted);
    ledger.store(seals);
  }

  private void handOver(String unit, Bytes32 holder, Bytes32 receiver) {
    if (parents.containsKey(unit) || hasEnded(unit) || receiver.equals(holder)) {
      return;
    }
    holders.put(unit, receiver);
    if (ledger.position(unit).isEmpty()) {
      return;
    }
    Seals seals = new Seals(ledger);
    SealEntry offer = seals.offer(holder, receiver, event, List.of(unit));
    seals.handOver(offer, receiver, event, List.of(unit));
    ledger.store(seals);
  }

  private void end(String unit, Bytes32 holder) {
    if (parents.containsKey(unit) || hasEnded(unit) || !batches.containsKey(unit)) {
      return;
    }
    Seals seals = new Seals(ledger);
    seals.end(holder, event, List.of(unit), random.nextBoolean());
    ended.put(unit, seals.entries().getLast().leaf());
    ledger.store(seals);
  }

  private void bringBack(String unit, Bytes32 holder) {
    if (!(ledger.position(unit).orElse(null) instanceof Position.Ended(_, var wayBack))
        || wayBack.isEmpty()) {
      return;
    }
    Seals seals = new Seals(ledger);
    seals.reactivate(holder, event, List.of(unit));
    ended.remove(unit);
    ledger.store(seals);
  }

  /** What the evidence of each pack has to say. */
  Map<String, PathVerdict> expected() {
    Map<String, PathVerdict> verdicts = new TreeMap<>();
    for (String pack : batches.keySet()) {
      verdicts.put(
          pack,
          Optional.ofNullable(ended.get(pack))
              .<PathVerdict>map(
                  closer -> new PathVerdict.Ended(holder(pack), closer, ledger.undoneUntil(closer)))
              .orElseGet(() -> new PathVerdict.Held(holder(pack))));
    }
    return verdicts;
  }

  /** What it says. */
  Map<String, PathVerdict> shown() {
    Map<String, PathVerdict> verdicts = new TreeMap<>();
    batches.forEach((pack, batch) -> verdicts.put(pack, ledger.check(pack, batch)));
    return verdicts;
  }
}
