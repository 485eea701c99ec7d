package io.pharmatrace.transparency.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.EntryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** From what was logged follows where units are, as it did when it was logged. */
class SealReplayTest {
  private static final int STEPS = 25;

  @Test
  void unitsAreWhereTheyWereWhateverOrganisationsLogComesFirst() {
    for (long seed = 0; seed < 60; seed++) {
      Custody custody = new Custody(seed);
      Ledger ledger = custody.ledger;
      for (int step = 0; step < seed % STEPS; step++) {
        custody.step();
      }
      Map<String, Position> before = Map.copyOf(ledger.positions());
      int known = ledger.logged().size();
      Map<String, Contents> contents = Map.copyOf(ledger.filled());
      for (int step = 0; step < STEPS; step++) {
        custody.step();
      }
      SealReplay replay =
          new SealReplay(epc -> Optional.ofNullable(before.get(epc)), ledger::maker);
      List<SealEntry> later = ledger.logged().subList(known, ledger.logged().size());
      // One organisation's log after the other's.
      Map<Bytes32, List<SealEntry>> logs =
          later.stream().collect(Collectors.groupingBy(SealEntry::organisation));
      List<SealEntry> waiting =
          new ArrayList<>(logs.values().stream().flatMap(List::stream).toList());
      boolean more = true;
      while (more) {
        more = waiting.removeIf(replay::follow);
      }

      // What was offered and has gone on before its offer was read is offered no more.
      assertThat(waiting).as("seed %d", seed).allMatch(entry -> entry.type() == EntryType.OFFER);
      for (String epc : custody.units()) {
        assertThat(replay.moved().getOrDefault(epc, Optional.ofNullable(before.get(epc))))
            .as("seed %d, %s", seed, epc)
            .isEqualTo(ledger.position(epc));
        assertThat(
                replay
                    .filled()
                    .getOrDefault(epc, Optional.ofNullable(contents.get(epc)).map(Contents::root)))
            .as("seed %d, contents of %s", seed, epc)
            .isEqualTo(ledger.contents(epc).map(Contents::root));
      }
    }
  }
}
