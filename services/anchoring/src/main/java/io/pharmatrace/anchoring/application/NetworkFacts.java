package io.pharmatrace.anchoring.application;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.chain.PinnedNetwork;
import io.pharmatrace.transparency.evidence.Bundle;
import io.pharmatrace.transparency.evidence.TrustedNetwork;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The network as the node shows it, in the form in which an auditor pins it. Asked for once: it
 * does not change. Thread-safe.
 */
@Singleton
final class NetworkFacts {
  /**
   * Facts of one network.
   *
   * @param pinned what validators' headers are checked by; empty for a development chain
   */
  record Facts(ChainLink.Target target, TrustedNetwork network, Optional<PinnedNetwork> pinned) {}

  private final StateReader states;
  private final long epochLength;
  private volatile @Nullable Facts known;

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

  /**
   * Those of a network.
   *
   * @throws ChainException when the node has to be asked and does not answer
   */
  Facts of(ChainLink.Target target) {
    Facts facts = known;
    if (facts == null || !facts.target.equals(target)) {
      Optional<PinnedNetwork> pinned =
          target.identity().isDevelopment() ? Optional.empty() : Optional.of(pinned());
      facts =
          new Facts(
              target,
              new TrustedNetwork(
                  TrustedNetwork.FORMAT,
                  name(target),
                  pinned.map(
                      it ->
                          new TrustedNetwork.Consensus(
                              it.genesis().members(), epochLength, Optional.empty()))),
              pinned);
      known = facts;
    }
    return facts;
  }

  private PinnedNetwork pinned() {
    StateReader.Header genesis = states.header(0);
    return switch (PinnedNetwork.of(genesis.rlp().array(), genesis.hash(), epochLength)) {
      case Checked.Proven<PinnedNetwork>(PinnedNetwork network) -> network;
      case Checked.Refused<PinnedNetwork> refused ->
          throw new ChainException("the genesis block names no validators: " + refused.words());
    };
  }
}
