package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.chain.PinnedNetwork;
import io.pharmatrace.transparency.evidence.Bundle;
import io.pharmatrace.transparency.evidence.TrustedNetwork;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The network as the node shows it, in the form in which an auditor pins it. Thread-safe. */
@Singleton
final class NetworkFacts {
  private final StateReader states;
  private final long epochLength;

  /**
   * Facts.
   *
   * @param epochLength of QBFT, which a node does not tell: as in the genesis file
   */
  NetworkFacts(
      StateReader states, @Value("${pharmatrace.chain.epoch-length:30000}") long epochLength) {
    this.states = states;
    this.epochLength = epochLength;
  }

  static Bundle.Network name(ChainLink.Target target) {
    return new Bundle.Network(
        target.identity().chainId(), target.contracts().ledger(), target.contracts().registry());
  }

  TrustedNetwork of(ChainLink.Target target) {
    return new TrustedNetwork(TrustedNetwork.FORMAT, name(target), consensus(target));
  }

  private Optional<TrustedNetwork.Consensus> consensus(ChainLink.Target target) {
    if (target.identity().isDevelopment()) {
      return Optional.empty();
    }
    StateReader.Header genesis = states.header(0);
    return switch (PinnedNetwork.of(genesis.rlp().array(), genesis.hash(), epochLength)) {
      case Checked.Proven<PinnedNetwork>(PinnedNetwork network) ->
          Optional.of(new TrustedNetwork.Consensus(network.genesis().members(), epochLength));
      case Checked.Refused<PinnedNetwork> refused ->
          throw new ChainException("the genesis block names no validators: " + refused.words());
    };
  }
}
