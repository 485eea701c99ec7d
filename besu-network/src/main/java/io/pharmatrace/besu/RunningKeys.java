package io.pharmatrace.besu;

import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.process.Progress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether keys are in use somewhere, as far as nodes can tell: two nodes with one key would vote
 * twice.
 *
 * @param nodeByKey names by public key (128 hexadecimal digits)
 * @param addresses of the same, lower case
 */
record RunningKeys(Map<String, String> nodeByKey, List<String> addresses) {
  /** Within so many blocks every validator of a network of ten proposed, some rounds over. */
  private static final long RECENT_BLOCKS = 30;

  RunningKeys {
    nodeByKey = Map.copyOf(nodeByKey);
    addresses = List.copyOf(addresses);
  }

  /**
   * Asks one node for its own key, and who proposed blocks of late.
   *
   * @param named by a person, so that it has to tell who proposed; else a node that does not answer
   *     may be one that rests
   * @param progress told what the node said, or did not
   * @throws ProcessFailedException when one of the keys runs, or the node does not tell and has to
   */
  void refuse(URI url, boolean named, Progress progress) {
    JsonRpc rpc = new JsonRpc(url);
    List<String> untold = new ArrayList<>();
    try {
      refuseOwn(url, rpc);
    } catch (ChainException e) {
      untold.add("its own key (" + e.getMessage() + ")");
    }
    try {
      refuseProposers(url, rpc);
    } catch (ChainException e) {
      if (named) {
        throw new ProcessFailedException(
            "%s does not tell who proposed blocks of late: %s. Name a node that has QBFT's methods, or leave it out and make sure yourself that none of the keys runs"
                .formatted(url, e.getMessage()),
            e);
      }
      untold.add("who proposed blocks of late (" + e.getMessage() + ")");
    }
    progress.report(
        untold.isEmpty()
            ? url + " sees none of the keys running"
            : url + " did not tell " + String.join(", nor ", untold));
  }

  private void refuseOwn(URI url, JsonRpc rpc) {
    String enode = rpc.call("net_enode").asText();
    nodeByKey.forEach(
        (key, name) -> {
          if (enode.contains(key)) {
            throw new ProcessFailedException(
                "the validator of %s runs, at %s; two with one key must never run"
                    .formatted(name, url));
          }
        });
  }

  private void refuseProposers(URI url, JsonRpc rpc) {
    Membership.proposed(rpc, RECENT_BLOCKS)
        .forEach(
            (address, block) -> {
              if (addresses.contains(address)) {
                throw new ProcessFailedException(
                    "validator %s runs somewhere: %s shows block %d by it; two with one key must never run"
                        .formatted(address, url, block));
              }
            });
  }
}
