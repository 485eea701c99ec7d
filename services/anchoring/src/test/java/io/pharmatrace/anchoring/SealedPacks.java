package io.pharmatrace.anchoring;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.seal.Contents;
import io.pharmatrace.transparency.seal.Position;
import io.pharmatrace.transparency.seal.SealEntry;
import io.pharmatrace.transparency.seal.SealState;
import io.pharmatrace.transparency.seal.Seals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Packs of one batch, and where they are by their seals, as custody would keep it. */
final class SealedPacks implements SealState {
  private final Map<String, Position> positions = new HashMap<>();

  @Override
  public Optional<Position> position(String epc) {
    return Optional.ofNullable(positions.get(epc));
  }

  @Override
  public Optional<Contents> contents(String container) {
    return Optional.empty();
  }

  /** Logs a batch. */
  void batch(Installation installation, UUID maker, int packs) {
    NewEntry batch =
        new NewEntry(
            EntryType.BATCH,
            Bytes32.random(),
            IntStream.range(0, packs).mapToObj(i -> UnsaltedUnit.pack(pack(i))).toList());
    SealEntry entry =
        installation
            .jdbi()
            .inTransaction(
                h ->
                    installation
                        .get(SealLog.class)
                        .entry(
                            h,
                            installation
                                .get(EntryLog.class)
                                .append(h, maker, List.of(batch))
                                .getFirst()));
    Seals seals = new Seals(this);
    seals.made(entry);
    keep(seals);
  }

  /** Logs the end of a pack, which closes a slot. */
  void end(Installation installation, UUID holder, int pack) {
    end(installation, holder, List.of(pack));
  }

  /** Logs the end of each pack by an entry of its own, which closes a slot, in one transaction. */
  void end(Installation installation, UUID holder, List<Integer> packs) {
    move(
        installation,
        (names, seals) ->
            packs.forEach(
                p -> seals.end(names.apply(holder), Bytes32.random(), List.of(pack(p)), true)));
  }

  /** Logs for each pack offer, acceptance and handover, the last of which closes a slot. */
  void handOver(Installation installation, UUID from, UUID to, List<Integer> packs) {
    move(
        installation,
        (names, seals) -> {
          for (int p : packs) {
            Bytes32 receiver = names.apply(to);
            Bytes32 event = Bytes32.random();
            SealEntry offer = seals.offer(names.apply(from), receiver, event, List.of(pack(p)));
            seals.handOver(offer, receiver, event, List.of(pack(p)));
          }
        });
  }

  private void move(
      Installation installation, BiConsumer<Function<UUID, Bytes32>, Seals> movement) {
    Seals seals = new Seals(this);
    installation
        .jdbi()
        .useTransaction(
            h -> {
              SealLog log = installation.get(SealLog.class);
              movement.accept(organisation -> log.nameOnChain(h, organisation), seals);
              log.append(h, seals.entries());
            });
    keep(seals);
  }

  private static String pack(int number) {
    return "https://id.gs1.org/01/09506000134352/21/" + number;
  }

  private void keep(Seals seals) {
    seals
        .moved()
        .forEach(
            (epc, to) ->
                to.ifPresentOrElse(at -> positions.put(epc, at), () -> positions.remove(epc)));
  }
}
