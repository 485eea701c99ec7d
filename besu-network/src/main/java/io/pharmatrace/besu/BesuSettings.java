package io.pharmatrace.besu;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * Where a network lives, all of its nodes on loopback.
 *
 * @param home of the Besu distribution
 * @param directory of genesis, keys, data, logs and pid files
 * @param chainId positive; fixed once the network was made
 * @param nodes those of this machine; four when the network is made
 * @param senders addresses (0x and 40 hexadecimal digits) that may send transactions; empty lets
 *     everyone who reaches a node. Read at every start
 */
public record BesuSettings(
    Path home, Path directory, long chainId, List<BesuNode> nodes, List<String> senders) {
  /** How many validators a network begins with: one may fail (QBFT tolerates (n - 1) / 3). */
  public static final int VALIDATORS = 4;

  /** Checks the ranges, and that no port is named twice. */
  public BesuSettings {
    home = home.toAbsolutePath();
    directory = directory.toAbsolutePath();
    nodes = List.copyOf(nodes);
    senders = List.copyOf(senders);
    if (chainId < 1) {
      throw new IllegalArgumentException("a chain id is positive, not " + chainId);
    }
    HashSet<Integer> ports = new HashSet<>();
    nodes.forEach(node -> ports.addAll(List.of(node.rpcPort(), node.p2pPort())));
    if (nodes.isEmpty() || ports.size() != 2 * nodes.size()) {
      throw new IllegalArgumentException("each node needs two ports of its own: " + nodes);
    }
    if (!senders.stream().allMatch(sender -> sender.matches("0x[0-9a-fA-F]{40}"))) {
      throw new IllegalArgumentException("a sender is 0x and 40 hexadecimal digits: " + senders);
    }
  }

  /** The same network with other nodes. */
  BesuSettings withNodes(List<BesuNode> others) {
    return new BesuSettings(home, directory, chainId, others, senders);
  }

  /** By which an auditor pins the first validators. */
  Path genesisFile() {
    return directory.resolve("genesis.json");
  }
}
