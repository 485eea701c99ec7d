package io.pharmatrace.transparency.seal;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.LoggedEntry;
import io.pharmatrace.transparency.Note;
import io.pharmatrace.transparency.TileId;
import io.pharmatrace.transparency.TiledLog;
import io.pharmatrace.transparency.path.Chain;
import io.pharmatrace.transparency.path.CustodyPath;
import io.pharmatrace.transparency.path.Logged;
import io.pharmatrace.transparency.path.PathVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Keeps seals in memory, and commits what they say: each entry with its closures at once. */
final class Ledger implements SealState, SealRecords {
  final Chain chain = new Chain();
  private final Map<String, Position> positions = new HashMap<>();
  private final Map<String, Contents> filled = new HashMap<>();
  private final Map<Bytes32, SealEntry> entries = new HashMap<>();
  private final Map<Bytes32, SealEntry> makers = new HashMap<>();
  private final Map<Bytes32, Contents> contents = new HashMap<>();
  private final Map<List<Object>, Closed> closed = new HashMap<>();
  private final Map<Bytes32, Log> logs = new HashMap<>();
  private final Map<Bytes32, Long> places = new HashMap<>();
  private final Map<Bytes32, Long> sequences = new HashMap<>();
  private final List<SealEntry> logged = new ArrayList<>();
  final Set<EntryType> types = EnumSet.noneOf(EntryType.class);

  private static final class Log {
    final Map<TileId, byte[]> tiles = new HashMap<>();
    long size;
    long sequence;

    Map<TileId, byte[]> read(Set<TileId> wanted) {
      Map<TileId, byte[]> found = new HashMap<>(tiles);
      found.keySet().retainAll(wanted);
      return found;
    }
  }

  /** Stores what a move made, and brings it on chain. */
  void store(Seals seals) {
    seals.moved().forEach((epc, to) -> set(positions, epc, to));
    seals.filled().forEach((epc, to) -> set(filled, epc, to));
    seals.entries().forEach(this::commit);
  }

  private static <T> void set(Map<String, T> map, String epc, Optional<T> to) {
    to.ifPresentOrElse(value -> map.put(epc, value), () -> map.remove(epc));
  }

  /** Of every third entry the closures come later, as they do when a commitment takes no more. */
  void commit(SealEntry entry) {
    Bytes32 leaf = entry.leaf();
    entries.put(leaf, entry);
    logged.add(entry);
    entry.contents().ifPresent(c -> contents.put(c.root(), c));
    entry.notes().stream().map(Note::hash).forEach(note -> makers.put(note, entry));
    types.add(entry.type());
    Log log = logs.computeIfAbsent(entry.organisation(), o -> new Log());
    places.put(leaf, log.size);
    boolean later = entries.size() % 3 == 0;
    commit(log, entry, leaf, !later);
    sequences.put(leaf, log.sequence);
    if (later && !entry.closings().isEmpty()) {
      commit(log, entry, Bytes32.random(), true);
    }
  }

  private void commit(Log log, SealEntry entry, Bytes32 leaf, boolean closes) {
    TiledLog.Appended appended = TiledLog.append(log::read, log.size, List.of(leaf));
    log.tiles.putAll(appended.tiles());
    log.size = appended.size();
    log.sequence++;
    List<Closure> made = new ArrayList<>();
    for (int i = 0; closes && i < entry.closings().size(); i++) {
      Closing closing = entry.closings().get(i);
      made.add(entry.closure(i));
      Closed how = new Closed(entry, i, log.sequence, i);
      closing.slots().ascending().forEach(s -> closed.put(List.of(closing.note(), s), how));
    }
    chain.record(
        new Commitment(entry.organisation(), log.sequence, log.size, appended.root(), made));
  }

  /** By which block time the end of a unit may be undone, if that is possible at all. */
  Optional<Instant> undoneUntil(Bytes32 closer) {
    SealEntry last = entry(closer);
    return last.units().isEmpty()
        ? Optional.empty()
        : chain
            .commitment(last.organisation(), closedAt(last))
            .map(recorded -> recorded.time().plus(Duration.ofDays(10)));
  }

  private long closedAt(SealEntry last) {
    Closing closing = last.closings().getFirst();
    return closed(closing.note(), closing.slots().ascending().getFirst()).orElseThrow().sequence();
  }

  /** All entries in their order. */
  List<SealEntry> logged() {
    return List.copyOf(logged);
  }

  /** Where all units are. */
  Map<String, Position> positions() {
    return Map.copyOf(positions);
  }

  /** What is in all logistic units. */
  Map<String, Contents> filled() {
    return Map.copyOf(filled);
  }

  PathVerdict check(String epc, Bytes32 batch) {
    CustodyPath path = new PathFinder(this).find(epc, batch, Chain.PREFIX);
    return path.check(epc, chain);
  }

  @Override
  public Optional<Position> position(String epc) {
    return Optional.ofNullable(positions.get(epc));
  }

  @Override
  public Optional<Contents> contents(String container) {
    return Optional.ofNullable(filled.get(container));
  }

  @Override
  public SealEntry entry(Bytes32 leaf) {
    return known(entries, leaf);
  }

  @Override
  public SealEntry maker(Bytes32 note) {
    return known(makers, note);
  }

  @Override
  public Contents contents(Bytes32 root) {
    return known(contents, root);
  }

  private static <K, V> V known(Map<K, V> map, K key) {
    return Objects.requireNonNull(map.get(key));
  }

  @Override
  public Optional<Closed> closed(Bytes32 note, int slot) {
    return Optional.ofNullable(closed.get(List.of(note, slot)));
  }

  @Override
  public Logged logged(Bytes32 leaf, long sequence) {
    SealEntry entry = entry(leaf);
    long at = sequence == 0 ? known(sequences, leaf) : sequence;
    Log log = known(logs, entry.organisation());
    // Each commitment has one entry.
    return new Logged(
        at,
        new LoggedEntry(
            entry.entry(), TiledLog.inclusionProof(log::read, known(places, leaf), at)));
  }
}
