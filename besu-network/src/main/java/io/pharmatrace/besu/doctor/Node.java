package io.pharmatrace.besu.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.besu.ChainException;
import io.pharmatrace.besu.JsonRpc;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The questions that a doctor asks one node. Each throws ChainException when it is silent. */
record Node(URI url, JsonRpc rpc) {
  static Node at(URI url) {
    return new Node(url, new JsonRpc(url));
  }

  /** The result of a method; empty when the node knows no such method or refuses it. */
  Optional<JsonNode> ask(String method, Object... parameters) {
    try {
      JsonNode result = rpc.call(method, parameters);
      return result.isMissingNode() || result.isNull() ? Optional.empty() : Optional.of(result);
    } catch (ChainException e) {
      if (e.isAnswer()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** A block's header, or empty: {@code eth_blockNumber} may be ahead of what can be read. */
  Optional<JsonNode> block(String number) {
    return ask("eth_getBlockByNumber", number, false);
  }

  /** The validators of the newest block; none on a chain without QBFT. */
  List<String> validators() {
    return ask("qbft_getValidatorsByBlockNumber", "latest").stream()
        .flatMap(list -> StreamSupport.stream(list.spliterator(), false))
        .map(JsonNode::asText)
        .toList();
  }
}
