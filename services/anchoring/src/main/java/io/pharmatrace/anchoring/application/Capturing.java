package io.pharmatrace.anchoring.application;

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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Takes from the node what a bundle rests on; holds no connection to the database. */
final class Capturing {
  private final StateReader states;
  private final ValidatorVotes votes;
  private final NetworkFacts.Facts facts;
  private final CapturePlan plan;

  Capturing(StateReader states, ValidatorVotes votes, NetworkFacts.Facts facts, CapturePlan plan) {
    this.states = states;
    this.votes = votes;
    this.facts = facts;
    this.plan = plan;
  }

  /** Nodes that prove a slot of the ledger now. */
  List<Bytes> ledger(Bytes32 slot) {
    return state(plan.present(), List.of(slot)).nodes(slot);
  }

  /** Nodes that prove a slot of the registry now. */
  List<Bytes> registry(Bytes32 slot) {
    return registry(List.of(slot)).nodes(slot);
  }

  private StateReader.State registry(List<Bytes32> slots) {
    return states.state(plan.present(), facts.target().contracts().registry(), slots);
  }

  private StateReader.State state(long block, List<Bytes32> slots) {
    return states.state(block, facts.target().contracts().ledger(), slots);
  }

  /**
   * A bundle.
   *
   * @param subject with what it takes from the node itself
   */
  Bundle bundle(Function<Capturing, Subject> subject) {
    SortedMap<Long, Bytes> headers = new TreeMap<>();
    List<Capture> captures = new ArrayList<>();
    plan.captures()
        .forEach(
            (block, logs) -> {
              StateReader.Header header = states.header(block);
              headers.put(block, header.rlp());
              captures.add(capture(block, proof(header), logs));
            });
    return new Bundle(
        Bundle.FORMAT,
        NetworkFacts.name(facts.target()),
        facts.pinned().map(network -> votes.showing(network, headers)).orElse(List.of()),
        captures,
        registry(List.of()).account(),
        plan.identities().entrySet().stream()
            .map(each -> membership(each.getKey(), each.getValue()))
            .toList(),
        subject.apply(this));
  }

  private Capture.BlockProof proof(StateReader.Header header) {
    return facts.pinned().isPresent()
        ? new Capture.BlockProof.Sealed(header.rlp())
        : new Capture.BlockProof.Unsealed(header.rlp(), header.hash());
  }

  private Capture capture(long block, Capture.BlockProof proof, List<CommittedRows.Told> logs) {
    List<Bytes32> slots =
        logs.stream()
            .flatMap(log -> Stream.of(LedgerSlots.head(log.name()), LedgerSlots.last(log.name())))
            .toList();
    StateReader.State ledger = state(block, slots);
    return new Capture(
        proof,
        ledger.account(),
        logs.stream()
            .map(
                log ->
                    log.proven(
                        ledger.nodes(LedgerSlots.head(log.name())),
                        ledger.nodes(LedgerSlots.last(log.name()))))
            .toList());
  }

  private Membership membership(Bytes32 name, Bytes identity) {
    Bytes32 record = RegistrySlots.organisation(name);
    Bytes32 digest = RegistrySlots.identity(name);
    Bytes32 count = RegistrySlots.keyCount(name);
    StateReader.State state = registry(List.of(record, digest, count));
    List<Bytes32> keys =
        IntStream.range(0, state.slot(count).value().intValueExact())
            .mapToObj(key -> RegistrySlots.key(name, key))
            .toList();
    StateReader.State keyState = registry(keys);
    return new Membership(
        name,
        identity,
        state.nodes(record),
        state.nodes(digest),
        state.nodes(count),
        keys.stream().map(keyState::nodes).toList());
  }
}
