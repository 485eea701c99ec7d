package io.pharmatrace.transparency.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.UnsaltedUnit;
import io.pharmatrace.transparency.path.Chain;
import io.pharmatrace.transparency.path.PathVerdict;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Seals say what custody says, whatever happens. */
class SealsTest {
  private static final String PALLET = "https://id.gs1.org/00/095211010000000018";
  private static final String CASE = "https://id.gs1.org/00/09521101000000002";

  private final Ledger ledger = new Ledger();
  private final Bytes32 maker = Bytes32.random();
  private final Bytes32 wholesaler = Bytes32.random();
  private final Bytes32 event = Bytes32.random();

  private static String pack(int number) {
    return "https://id.gs1.org/01/09521101000023/21/P" + number;
  }

  private static List<String> packs(int from, int to) {
    return IntStream.range(from, to).mapToObj(SealsTest::pack).toList();
  }

  /** Commissions that many packs. */
  private Bytes32 batch(int packs) {
    ledger.chain.grant(maker, Chain.PREFIX);
    List<UnsaltedUnit> made = packs(0, packs).stream().map(UnsaltedUnit::pack).toList();
    SealEntry batch = SealEntry.about(maker, EntryType.BATCH, EntrySecret.random(), event, made);
    Seals seals = new Seals(ledger);
    seals.made(batch);
    ledger.store(seals);
    ledger.commit(batch);
    return batch.leaf();
  }

  private List<SealEntry> arrange(Map<String, @Nullable String> parents) {
    Seals seals = new Seals(ledger);
    seals.arrange(maker, event, parents);
    ledger.store(seals);
    return seals.entries();
  }

  private static Map<String, @Nullable String> in(String container, List<String> units) {
    Map<String, @Nullable String> parents = new HashMap<>();
    units.forEach(unit -> parents.put(unit, container));
    return parents;
  }

  private List<SealEntry> handOver(List<String> units) {
    Seals seals = new Seals(ledger);
    SealEntry offer = seals.offer(maker, wholesaler, event, units);
    seals.handOver(offer, wholesaler, event, units);
    ledger.store(seals);
    return seals.entries();
  }

  @Test
  void theEvidenceOfEachPackShowsWhoHasIt() {
    Set<EntryType> seen = EnumSet.noneOf(EntryType.class);
    for (long seed = 0; seed < 60; seed++) {
      Custody custody = new Custody(seed);
      for (int step = 0; step < 25; step++) {
        custody.step();
        assertThat(custody.shown())
            .as("seed %d, step %d", seed, step)
            .isEqualTo(custody.expected());
      }
      seen.addAll(custody.ledger.types);
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(
            EntryType.BATCH,
            EntryType.OFFER,
            EntryType.ACCEPTANCE,
            EntryType.HANDOVER,
            EntryType.PACK,
            EntryType.UNPACK,
            EntryType.FINAL,
            EntryType.REACTIVATION);
  }

  @Test
  void aPalletChangesHandsByOneSlot() {
    Bytes32 batch = batch(600);
    for (int i = 0; i < 3; i++) {
      arrange(in(CASE + i, packs(200 * i, 200 * i + 200)));
    }
    arrange(in(PALLET, List.of(CASE + 0, CASE + 1, CASE + 2)));
    List<Closing> closings =
        handOver(List.of(PALLET)).stream().flatMap(entry -> entry.closings().stream()).toList();
    assertThat(closings).hasSize(1);
    assertThat(closings.getFirst().slots().ascending()).hasSize(1);
    for (int pack : List.of(0, 255, 256, 511, 512, 599)) {
      assertThat(ledger.check(pack(pack), batch)).isEqualTo(new PathVerdict.Held(wholesaler));
    }
  }

  @Test
  void aPathIsFollowedForSoManyStepsOnly() {
    Bytes32 batch = batch(4);
    arrange(in(PALLET, packs(0, 4)));
    for (int i = 0; i < 3; i++) {
      Map<String, @Nullable String> out = new HashMap<>();
      out.put(pack(i), null);
      arrange(out);
    }
    assertThat(new PathFinder(ledger, 4).find(pack(3), batch, Chain.PREFIX).hops()).hasSize(4);
    assertThatThrownBy(() -> new PathFinder(ledger, 3).find(pack(3), batch, Chain.PREFIX))
        .isInstanceOf(PathTooLongException.class)
        .hasMessageContaining("more than 3 steps");
  }

  @Test
  void whatLiesInOneNoteIsClosedTogether() {
    Bytes32 batch = batch(600);
    List<SealEntry> entries = handOver(packs(100, 500));
    Map<EntryType, Integer> slots =
        entries.stream()
            .collect(
                Collectors.toMap(
                    SealEntry::type,
                    entry ->
                        entry.closings().stream()
                            .mapToInt(c -> c.slots().ascending().size())
                            .sum()));
    assertThat(slots)
        .isEqualTo(Map.of(EntryType.OFFER, 0, EntryType.ACCEPTANCE, 0, EntryType.HANDOVER, 400));
    assertThat(entries.getLast().closings()).hasSize(2);
    assertThat(ledger.check(pack(99), batch)).isEqualTo(new PathVerdict.Held(maker));
    assertThat(ledger.check(pack(100), batch)).isEqualTo(new PathVerdict.Held(wholesaler));
    assertThat(ledger.check(pack(499), batch)).isEqualTo(new PathVerdict.Held(wholesaler));
    assertThat(ledger.check(pack(500), batch)).isEqualTo(new PathVerdict.Held(maker));
  }

  @Test
  void nobodyHandsOnWhatHeDoesNotHold() {
    batch(2);
    handOver(packs(0, 1));
    Seals seals = new Seals(ledger);
    assertThatThrownBy(() -> seals.offer(maker, wholesaler, event, packs(0, 1)))
        .isInstanceOf(SealMismatchException.class)
        .hasMessage(pack(0) + " is in a slot of another organisation");
    assertThatThrownBy(() -> seals.offer(maker, wholesaler, event, packs(2, 3)))
        .hasMessage(pack(2) + " is in no open slot");
    assertThatThrownBy(() -> seals.arrange(maker, event, in(PALLET, packs(0, 2))))
        .hasMessage(pack(0) + " is in a slot of another organisation");
  }

  /** What is refused leaves nothing half done. */
  @Test
  void anArrangementIsMadeAsAWholeOrNotAtAll() {
    batch(3);
    arrange(in(CASE + 0, packs(0, 1)));
    handOver(packs(1, 2));
    Seals seals = new Seals(ledger);
    assertThatThrownBy(() -> seals.arrange(maker, event, in(CASE + 0, packs(1, 3))))
        .hasMessage(pack(1) + " is in a slot of another organisation");
    assertThat(seals.entries()).isEmpty();
    assertThat(seals.moved()).isEmpty();
    assertThat(seals.filled()).isEmpty();
  }

  @Test
  void whatIsOnRecordIsNotMadeAgain() {
    Bytes32 batch = batch(2);
    Seals seals = new Seals(ledger);
    assertThatThrownBy(() -> seals.made(ledger.entry(batch)))
        .isInstanceOf(SealMismatchException.class)
        .hasMessage(pack(0) + " was made before");
  }

  @Test
  void aHandoverNeedsAnOfferToThatReceiver() {
    Bytes32 batch = batch(1);
    Seals seals = new Seals(ledger);
    SealEntry offer = seals.offer(maker, wholesaler, event, packs(0, 1));
    assertThatThrownBy(() -> seals.handOver(offer, maker, event, packs(0, 1)))
        .hasMessage("not an offer to this receiver");
    assertThatThrownBy(() -> seals.handOver(ledger.entry(batch), wholesaler, event, packs(0, 1)))
        .hasMessage("not an offer to this receiver");
  }

  @Test
  void whatEndedIsNeitherPackedNorEndedAgain() {
    batch(2);
    Seals seals = new Seals(ledger);
    seals.end(maker, event, packs(0, 1), false);
    assertThatThrownBy(() -> seals.arrange(maker, event, in(PALLET, packs(0, 2))))
        .hasMessage(pack(0) + " has ended");
    assertThatThrownBy(() -> seals.end(maker, event, packs(0, 1), true))
        .hasMessage(pack(0) + " is in no open slot");
    assertThatThrownBy(() -> seals.reactivate(maker, event, packs(0, 1)))
        .hasMessage(pack(0) + " has no way back");
  }

  /** A case out of a pallet, and the pallet into that case, told as one. */
  @Test
  void whatWasInsideMayBeAroundAfterwards() {
    Bytes32 batch = batch(3);
    arrange(in(CASE + 0, packs(0, 1)));
    arrange(in(PALLET, List.of(CASE + 0, pack(1))));
    Map<String, @Nullable String> reversed = in(CASE + 0, List.of(PALLET));
    reversed.put(CASE + 0, null);
    arrange(reversed);
    handOver(List.of(CASE + 0));
    assertThat(ledger.check(pack(0), batch)).isEqualTo(new PathVerdict.Held(wholesaler));
    assertThat(ledger.check(pack(1), batch)).isEqualTo(new PathVerdict.Held(wholesaler));
    assertThat(ledger.check(pack(2), batch)).isEqualTo(new PathVerdict.Held(maker));
  }

  @Test
  void nothingIsInItself() {
    batch(2);
    arrange(in(CASE + 0, packs(0, 1)));
    arrange(in(PALLET, List.of(CASE + 0)));
    assertThatThrownBy(() -> arrange(in(CASE + 0, List.of(PALLET))))
        .isInstanceOf(SealMismatchException.class)
        .hasMessageEndingWith("would be in itself");
  }
}
