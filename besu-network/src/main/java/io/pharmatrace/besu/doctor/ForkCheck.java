package io.pharmatrace.besu.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.besu.doctor.ChainFinding.Code;
import java.util.Optional;

/**
 * Whether the chain's rules are those of Cancun: the contracts are compiled for it, and block
 * headers are proved in its form (20 fields, {@code transparency}).
 */
final class ForkCheck {
  /**
   * Runs each opcode that Shanghai (PUSH0) and Cancun (MCOPY, TLOAD) brought, as the code of a
   * creation that is only simulated; answers one word, 1.
   */
  static final String CANCUN_CODE = "0x60206000600060005e6000505f5c5060015f5260205ff3";

  private ForkCheck() {}

  static Optional<ChainFinding> of(Node node) {
    JsonNode head = node.block("latest").orElse(null);
    if (head == null) {
      return Optional.empty();
    }
    if (!head.hasNonNull("parentBeaconBlockRoot") || !runsCancun(node)) {
      return Optional.of(
          new ChainFinding(
              Code.GENESIS_TOO_OLD,
              node.url() + " has rules from before Cancun, which the contracts' bytecode needs",
              "Make the network anew from a genesis with cancunTime (./pharmatrace reset, then up);"
                  + " where blocks must be kept, agree with all validators on a cancunTime to come,"
                  + " put it into every genesis file and restart each node before that moment."));
    }
    if (head.hasNonNull("requestsHash")) {
      return Optional.of(tooNew(node, "has rules of Prague or later"));
    }
    return planned(node);
  }

  private static boolean runsCancun(Node node) {
    java.util.Map<String, String> creation = java.util.Map.of("data", CANCUN_CODE);
    return node.ask("eth_call", creation, "latest")
        .map(word -> word.asText().endsWith("1"))
        .orElse(false);
  }

  /** EIP-7910, where the node has it: the next change of rules. */
  private static Optional<ChainFinding> planned(Node node) {
    return node.ask("eth_config")
        .map(config -> config.path("next"))
        .filter(next -> next.hasNonNull("activationTime"))
        .map(
            next ->
                tooNew(
                    node,
                    "will change its rules at unix time " + next.path("activationTime").asLong()));
  }

  private static ChainFinding tooNew(Node node, String what) {
    return new ChainFinding(
        Code.GENESIS_TOO_NEW,
        node.url() + " " + what + ": its block headers have fields that no proof of ours covers",
        "Take forks after cancunTime out of the genesis file before they come into force, on every"
            + " node; after that, make the network anew. Contracts and verdicts go on meanwhile,"
            + " evidence from the chain does not.");
  }
}
