package io.pharmatrace.besu;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.process.ProcessFailedException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Whether keys are in use somewhere, as far as a node can tell: two nodes with one key would vote
 * twice. A node that does not answer tells nothing.
 */
final class RunningKeys {
  /** Within so many blocks every validator of a network of ten proposed, some rounds over. */
  private static final long RECENT_BLOCKS = 30;

  private RunningKeys() {}

  /**
   * Asks one node for its own key, and who proposed blocks of late.
   *
   * @param nodeByKey names by public key (128 hexadecimal digits)
   * @param addresses of the same, lower case
   * @throws ProcessFailedException when one of them runs
   */
  static void refuse(URI url, Map<String, String> nodeByKey, List<String> addresses) {
    JsonRpc rpc = new JsonRpc(url);
    try {
      String enode = rpc.call("net_enode").asText();
      nodeByKey.forEach(
          (key, name) -> {
            if (enode.contains(key)) {
              throw new ProcessFailedException(
                  "the validator of %s runs, at %s; two with one key must never run"
                      .formatted(name, url));
            }
          });
      long from = Math.max(0, rpc.headNumber() - RECENT_BLOCKS);
      for (JsonNode signer :
          rpc.call("qbft_getSignerMetrics", "0x" + Long.toHexString(from), "latest")) {
        String address = Membership.lower(signer.path("address").asText());
        long block = JsonRpc.quantity(signer.path("lastProposedBlockNumber"));
        if (addresses.contains(address) && block > from) {
          throw new ProcessFailedException(
              "validator %s runs somewhere: %s shows block %d by it; two with one key must never run"
                  .formatted(address, url, block));
        }
      }
    } catch (ChainException e) {
      // It does not run, or is no validator of ours: it tells nothing, as the caller is told.
      return;
    }
  }
}
