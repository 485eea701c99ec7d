package io.pharmatrace.besu.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.besu.JsonRpc;
import io.pharmatrace.besu.doctor.ChainFinding.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether nodes agree on gas: the same least price, no fee in blocks, and a block gas limit that
 * stays. A validator with another {@code --target-gas-limit} moves the limit in each block that it
 * proposes.
 */
final class GasCheck {
  /** Every one of four validators, and up to seven, proposes at least once in so many blocks. */
  private static final int BLOCKS = 8;

  private final List<Node> nodes;

  GasCheck(List<Node> nodes) {
    this.nodes = nodes;
  }

  List<ChainFinding> all() {
    List<ChainFinding> findings = new ArrayList<>();
    prices().ifPresent(findings::add);
    Node first = nodes.getFirst();
    first.block("latest").ifPresent(head -> inBlocks(first, head).ifPresent(findings::add));
    return findings;
  }

  /** On Besu {@code eth_gasPrice} of a chain without fees is the node's {@code --min-gas-price}. */
  private Optional<ChainFinding> prices() {
    TreeMap<Long, TreeSet<String>> nodesByPrice = new TreeMap<>();
    boolean besu = false;
    for (Node node : nodes) {
      long price = JsonRpc.quantity(node.rpc().call("eth_gasPrice"));
      nodesByPrice.computeIfAbsent(price, any -> new TreeSet<>()).add(node.url().toString());
      besu |= node.rpc().clientVersion().startsWith("besu/");
    }
    if (nodesByPrice.size() == 1 && !(besu && nodesByPrice.lastKey() > 0)) {
      return Optional.empty();
    }
    String seen =
        nodesByPrice.entrySet().stream()
            .map(entry -> entry.getKey() + " wei at " + String.join(", ", entry.getValue()))
            .collect(Collectors.joining("; "));
    return Optional.of(
        new ChainFinding(
            Code.GAS_SETTINGS,
            "the least gas price is " + seen + ", and our accounts have nothing to pay with",
            "Start every node with --min-gas-price=0, as ./pharmatrace up does."));
  }

  private static Optional<ChainFinding> inBlocks(Node node, JsonNode head) {
    long fee = JsonRpc.quantity(head.path("baseFeePerGas"));
    if (fee > 0) {
      return Optional.of(
          new ChainFinding(
              Code.GAS_SETTINGS,
              "blocks ask for a base fee of %d wei, which our accounts cannot pay".formatted(fee),
              "Make the network anew from a genesis with zeroBaseFee: true and baseFeePerGas"
                  + " 0x0."));
    }
    long number = JsonRpc.quantity(head.path("number"));
    for (long at = number; at > Math.max(0, number - BLOCKS); at--) {
      JsonNode block = node.block(hex(at)).orElse(head);
      long limit = JsonRpc.quantity(block.path("gasLimit"));
      long before =
          node.block(hex(at - 1)).map(b -> JsonRpc.quantity(b.path("gasLimit"))).orElse(limit);
      if (limit != before) {
        return Optional.of(moved(block, before, limit));
      }
    }
    return Optional.empty();
  }

  private static ChainFinding moved(JsonNode block, long before, long limit) {
    return new ChainFinding(
        Code.GAS_SETTINGS,
        "block %d changed the gas limit from %d to %d; it was proposed by %s"
            .formatted(
                JsonRpc.quantity(block.path("number")),
                before,
                limit,
                block.path("miner").asText()),
        "Give that validator the same --target-gas-limit as the others, or none as all of ours"
            + " (./pharmatrace chain validators names its node).");
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }
}
