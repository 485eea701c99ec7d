package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.application.CommittedRows.Row;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.chain.LedgerSlots;
import io.pharmatrace.transparency.chain.RegistrySlots;
import io.pharmatrace.transparency.evidence.Bundle;
import io.pharmatrace.transparency.evidence.Bytes;
import io.pharmatrace.transparency.evidence.Capture;
import io.pharmatrace.transparency.evidence.Membership;
import io.pharmatrace.transparency.evidence.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Takes what a bundle rests on from the tables and the node. The present is the last block that has
 * been followed, for up to there the tables have every commitment.
 */
final class Capturing {
  private final StateReader states;
  private final ChainLink.Target target;
  private final CommittedRows rows;
  private final long present;

  Capturing(StateReader states, ChainLink.Target target, CommittedRows rows) {
    this.states = states;
    this.target = target;
    this.rows = rows;
    this.present = rows.followed();
  }

  /** Nodes that prove a slot of the ledger now. */
  List<Bytes> ledger(Bytes32 slot) {
    return states.state(present, target.contracts().ledger(), List.of(slot)).nodes(slot);
  }

  /** Nodes that prove a slot of the registry now. */
  List<Bytes> registry(Bytes32 slot) {
    return states.state(present, target.contracts().registry(), List.of(slot)).nodes(slot);
  }

  /**
   * A bundle.
   *
   * @param needed for each organisation the commitments on which the subject rests
   */
  Bundle bundle(SortedMap<Bytes32, SortedSet<Long>> needed, Subject subject) {
    NavigableMap<Long, List<Row>> captures = new TreeMap<>(Map.of(present, List.of()));
    needed.forEach(
        (name, sequences) -> {
          for (Row row : rowsOf(name, sequences)) {
            captures.merge(
                row.block(),
                List.of(row),
                (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
          }
        });
    List<Capture> all = new ArrayList<>();
    captures.forEach((block, logs) -> all.add(capture(block, logs)));
    return new Bundle(
        Bundle.FORMAT,
        NetworkFacts.name(target),
        List.of(),
        all,
        states.state(present, target.contracts().registry(), List.of()).account(),
        needed.keySet().stream().map(this::membership).toList(),
        subject);
  }

  /** Commitments that are far from each other, or from the present, get captures of their own. */
  private List<Row> rowsOf(Bytes32 name, SortedSet<Long> sequences) {
    UUID organisation = rows.organisation(name);
    List<Row> all = new ArrayList<>();
    SortedSet<Long> near = new TreeSet<>();
    for (long sequence : sequences) {
      if (!near.isEmpty() && sequence - near.last() > CommittedRows.LONG_ROW) {
        all.add(new Row(organisation, name, near, rows.blockOf(organisation, near.last())));
        near = new TreeSet<>();
      }
      near.add(sequence);
    }
    boolean old = rows.lastSequence(organisation, present) - near.last() > CommittedRows.LONG_ROW;
    all.add(
        new Row(organisation, name, near, old ? rows.blockOf(organisation, near.last()) : present));
    return all;
  }

  private Capture capture(long block, List<Row> logs) {
    List<Bytes32> slots =
        logs.stream()
            .flatMap(row -> Stream.of(LedgerSlots.head(row.name()), LedgerSlots.last(row.name())))
            .toList();
    StateReader.State ledger = states.state(block, target.contracts().ledger(), slots);
    StateReader.Header header = states.header(block);
    return new Capture(
        target.identity().isDevelopment()
            ? new Capture.BlockProof.Unsealed(header.rlp(), header.hash())
            : new Capture.BlockProof.Sealed(header.rlp()),
        ledger.account(),
        logs.stream()
            .map(
                row ->
                    rows.log(
                        row,
                        ledger.nodes(LedgerSlots.head(row.name())),
                        ledger.nodes(LedgerSlots.last(row.name()))))
            .toList());
  }

  private Membership membership(Bytes32 name) {
    Bytes32 record = RegistrySlots.organisation(name);
    Bytes32 identity = RegistrySlots.identity(name);
    Bytes32 count = RegistrySlots.keyCount(name);
    StateReader.State state =
        states.state(present, target.contracts().registry(), List.of(record, identity, count));
    List<Bytes32> keys =
        IntStream.range(0, state.slot(count).value().intValueExact())
            .mapToObj(key -> RegistrySlots.key(name, key))
            .toList();
    StateReader.State keyState = states.state(present, target.contracts().registry(), keys);
    return new Membership(
        name,
        rows.identity(rows.organisation(name)),
        state.nodes(record),
        state.nodes(identity),
        state.nodes(count),
        keys.stream().map(keyState::nodes).toList());
  }
}
