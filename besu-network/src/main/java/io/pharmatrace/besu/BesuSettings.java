package io.pharmatrace.besu;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * Where a network of four validators lives, all of them on loopback.
 *
 * @param home of the Besu distribution
 * @param directory of genesis, keys, data, logs and pid files
 * @param chainId positive; fixed once the network was made
 * @param rpcPorts of JSON-RPC, one a validator
 * @param p2pPorts of the validators' talk to each other, one each
 * @param senders addresses (0x and 40 hexadecimal digits) that may send transactions; empty lets
 *     everyone who reaches a node. Read at every start
 */
public record BesuSettings(
    Path home,
    Path directory,
    long chainId,
    List<Integer> rpcPorts,
    List<Integer> p2pPorts,
    List<String> senders) {
  /** How many validators there are: one may fail (QBFT tolerates (n - 1) / 3). */
  public static final int VALIDATORS = 4;

  /** Checks the ranges, and that no port is named twice. */
  public BesuSettings {
    home = home.toAbsolutePath();
    directory = directory.toAbsolutePath();
    rpcPorts = List.copyOf(rpcPorts);
    p2pPorts = List.copyOf(p2pPorts);
    senders = List.copyOf(senders);
    if (chainId < 1) {
      throw new IllegalArgumentException("a chain id is positive, not " + chainId);
    }
    HashSet<Integer> ports = new HashSet<>(rpcPorts);
    ports.addAll(p2pPorts);
    if (rpcPorts.size() != VALIDATORS
        || p2pPorts.size() != VALIDATORS
        || ports.size() != 2 * VALIDATORS
        || !ports.stream().allMatch(port -> port >= 1 && port <= 65_535)) {
      throw new IllegalArgumentException(
          "the network needs eight different ports of 1 to 65535, not " + ports);
    }
    if (!senders.stream().allMatch(sender -> sender.matches("0x[0-9a-fA-F]{40}"))) {
      throw new IllegalArgumentException("a sender is 0x and 40 hexadecimal digits: " + senders);
    }
  }
}
