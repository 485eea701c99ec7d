package io.pharmatrace.besu.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.besu.JsonRpc;
import io.pharmatrace.besu.doctor.ChainFinding.Code;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which nonce an account's waiting transactions lack. A nonce gap stalls a sender for ever: what
 * comes after it is not mined and says nothing.
 *
 * @param missing first absent nonce by name of the account; only accounts that have a gap
 */
record NonceGaps(Map<String, Long> missing) {
  /**
   * Looks at the pools of all nodes: what one lacks another may have. How many were mined is told
   * by the node that knows of most: one that hangs knows of fewer.
   */
  static NonceGaps look(List<Node> nodes, Map<String, String> senders) {
    Map<String, Long> missing = new TreeMap<>();
    senders.forEach(
        (name, address) -> {
          TreeSet<Long> waiting = new TreeSet<>();
          long used = 0;
          for (Node node : nodes) {
            waiting.addAll(waiting(node, address));
            used =
                Math.max(
                    used,
                    JsonRpc.quantity(
                        node.rpc().call("eth_getTransactionCount", address, "latest")));
          }
          gap(used, waiting).ifPresent(nonce -> missing.put(name, nonce));
        });
    return new NonceGaps(missing);
  }

  /** The gaps that are the same now as they were: others were only in between. */
  List<ChainFinding> still(NonceGaps before, Map<String, String> senders) {
    return missing.entrySet().stream()
        .filter(gap -> gap.getValue().equals(before.missing.get(gap.getKey())))
        .map(
            gap ->
                new ChainFinding(
                    Code.NONCE_GAP,
                    "transactions of %s (%s) wait for its nonce %d, which no node has"
                        .formatted(gap.getKey(), senders.get(gap.getKey()), gap.getValue()),
                    "Send a transaction of that account with nonce %d; PharmaTrace does so for its"
                            .formatted(gap.getValue())
                        + " relay as soon as it runs. If another program sends from this account,"
                        + " end it: one account has one sender."))
        .toList();
  }

  static Optional<Long> gap(long used, TreeSet<Long> waiting) {
    long next = used;
    while (waiting.contains(next)) {
      next++;
    }
    return waiting.higher(next) == null ? Optional.empty() : Optional.of(next);
  }

  /** Nonces in the pool; {@code txpool_content} is anvil's and Besu's from 26.4. */
  private static TreeSet<Long> waiting(Node node, String address) {
    TreeSet<Long> nonces = new TreeSet<>();
    Optional<JsonNode> content = node.ask("txpool_content");
    content.ifPresent(pool -> pool.forEach(accounts -> addNonces(accounts, address, nonces)));
    if (content.isEmpty()) {
      node.ask("txpool_besuPendingTransactions")
          .ifPresent(
              list ->
                  list.forEach(
                      transaction -> {
                        if (transaction.path("from").asText().equalsIgnoreCase(address)) {
                          nonces.add(JsonRpc.quantity(transaction.path("nonce")));
                        }
                      }));
    }
    return nonces;
  }

  /** The member names below an account are its nonces, in decimal. */
  private static void addNonces(JsonNode accounts, String address, TreeSet<Long> nonces) {
    accounts
        .properties()
        .forEach(
            account -> {
              if (account.getKey().toLowerCase(Locale.ROOT).equals(lower(address))) {
                account.getValue().fieldNames().forEachRemaining(n -> nonces.add(Long.valueOf(n)));
              }
            });
  }

  private static String lower(String address) {
    return address.toLowerCase(Locale.ROOT);
  }
}
