package io.pharmatrace.besu;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.process.Await;
import io.pharmatrace.process.Progress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which validators the chain has, and voting on it by JSON-RPC (QBFT with validators in the block
 * header). More than half of the validators must vote alike; a vote counts in the next block that
 * its voter proposes.
 */
final class Membership {
  private static final Duration VOTE_DEADLINE = Duration.ofSeconds(90);

  private final List<BesuValidator> voters;

  /**
   * Votes at these nodes.
   *
   * @param voters running ones of this machine; not empty
   */
  Membership(List<BesuValidator> voters) {
    this.voters = voters;
  }

  /** Addresses, lower case, as of the first node's newest block. */
  Set<String> validators() {
    return validators(voters.getFirst());
  }

  /** The newest block that each address proposed, of the last 100; absent for one without. */
  Map<String, Long> lastProposed() {
    return proposed(voters.getFirst().rpc(), 100);
  }

  /**
   * The newest block that each address proposed, as a node sees it; absent for one without.
   *
   * @param last how many of the newest blocks are looked at
   * @throws ChainException when it does not tell
   */
  static Map<String, Long> proposed(JsonRpc rpc, long last) {
    String from = "0x" + Long.toHexString(Math.max(0, rpc.headNumber() - last));
    Map<String, Long> blocks = new HashMap<>();
    for (JsonNode signer : rpc.call("qbft_getSignerMetrics", from, "latest")) {
      // Who proposed nothing has block 0 here, or none.
      JsonNode block = signer.path("lastProposedBlockNumber");
      long number = block.isTextual() ? JsonRpc.quantity(block) : 0;
      if (number > 0) {
        blocks.put(lower(signer.path("address").asText()), number);
      }
    }
    return blocks;
  }

  /**
   * Takes back votes on what is decided: a change that was cut short leaves them, and they would be
   * cast again. A node that does not answer is told of and left.
   */
  void takeBackDecided(Progress progress) {
    for (BesuValidator node : voters) {
      try {
        Set<String> members = validators(node);
        node.rpc()
            .call("qbft_getPendingVotes")
            .propertyStream()
            .filter(vote -> members.contains(lower(vote.getKey())) == vote.getValue().asBoolean())
            .forEach(vote -> node.rpc().call("qbft_discardValidatorVote", vote.getKey()));
      } catch (ChainException e) {
        progress.report(
            "%s does not tell whether old votes of it stand: %s"
                .formatted(node.name(), e.getMessage()));
      }
    }
  }

  /**
   * Has every node vote and waits until all see the outcome; then takes the votes back: one that is
   * left standing would be cast again whenever the validators are as they were before.
   *
   * @param address whose membership is voted on
   * @param join whether it shall be in, or out
   * @param watched who must see it
   * @throws io.pharmatrace.process.DeadlineExceededException when too few vote alike; the votes
   *     stand, and the same call again goes on
   */
  void vote(String address, boolean join, List<BesuValidator> watched, Progress progress) {
    progress.report(
        "%d nodes vote %s %s".formatted(voters.size(), join ? "for" : "against", address));
    voters.forEach(voter -> voter.rpc().call("qbft_proposeValidatorVote", address, join));
    Await.until(
        "the validators' vote on " + address,
        VOTE_DEADLINE,
        progress,
        () ->
            watched.stream()
                .filter(node -> validators(node).contains(lower(address)) != join)
                .findFirst()
                .map(node -> undecided(node, address, join)));
    voters.forEach(voter -> voter.rpc().call("qbft_discardValidatorVote", address));
  }

  private String undecided(BesuValidator node, String address, boolean join) {
    int all = validators(node).size();
    return "%s does not see it decided; more than half of %d validators must vote alike, and %d nodes of this machine do. On other machines: ./pharmatrace chain %s %s"
        .formatted(node.name(), all, voters.size(), join ? "add" : "remove", address);
  }

  private static Set<String> validators(BesuValidator node) {
    TreeSet<String> addresses = new TreeSet<>();
    node.rpc()
        .call("qbft_getValidatorsByBlockNumber", "latest")
        .forEach(address -> addresses.add(lower(address.asText())));
    return addresses;
  }

  static String lower(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  /** How many of so many validators must agree on a block. */
  static int quorum(int validators) {
    return Math.ceilDiv(2 * validators, 3);
  }

  /** The peers of a node; empty when it does not answer. */
  static Optional<Long> peers(BesuValidator node) {
    try {
      return Optional.of(JsonRpc.quantity(node.rpc().call("net_peerCount")));
    } catch (ChainException e) {
      return Optional.empty();
    }
  }
}
