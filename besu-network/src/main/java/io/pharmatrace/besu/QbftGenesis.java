package io.pharmatrace.besu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What {@code besu operator generate-blockchain-config} makes a network from: the first block
 * without its list of validators, and how many validators to make keys for.
 *
 * <p>The validators stand in the block header ({@code extraData}), not in a contract: a contract
 * would leave the header without the list that an auditor needs.
 */
final class QbftGenesis {
  /** Blocks after which votes lapse. */
  static final long EPOCH_LENGTH = 30_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private QbftGenesis() {}

  /**
   * The input of the generator.
   *
   * @param chainId EIP-155
   * @param validators how many
   * @return JSON
   */
  static String generatorInput(long chainId, int validators) {
    ObjectNode root = JSON.createObjectNode();
    root.set("genesis", genesis(chainId));
    root.putObject("blockchain").putObject("nodes").put("generate", true).put("count", validators);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  private static ObjectNode genesis(long chainId) {
    ObjectNode genesis = JSON.createObjectNode();
    ObjectNode config = genesis.putObject("config");
    config
        .put("chainId", chainId)
        .put("berlinBlock", 0)
        .put("londonBlock", 0)
        .put("shanghaiTime", 0)
        .put("cancunTime", 0)
        .put("zeroBaseFee", true);
    config
        .putObject("qbft")
        .put("blockperiodseconds", 1)
        .put("epochlength", EPOCH_LENGTH)
        .put("requesttimeoutseconds", 2);
    genesis
        .put("nonce", "0x0")
        .put("timestamp", "0x58ee40ba")
        // 100 million: a full block must run well inside the request timeout, or rounds pile up.
        .put("gasLimit", "0x5f5e100")
        .put("difficulty", "0x1")
        .put("baseFeePerGas", "0x0")
        // The fixed mix hash by which a client knows an Istanbul-style header.
        .put("mixHash", "0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365")
        .put("coinbase", "0x0000000000000000000000000000000000000000");
    genesis.putObject("alloc");
    return genesis;
  }
}
