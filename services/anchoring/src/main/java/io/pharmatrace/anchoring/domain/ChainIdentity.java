package io.pharmatrace.anchoring.domain;

import io.pharmatrace.transparency.Bytes32;
import java.util.Locale;

/**
 * What tells one chain from another.
 *
 * @param chainId the number that signatures are bound to
 * @param genesisHash hash of block 0; of a development chain, which makes a block 0 anew at each
 *     start, of block 1
 * @param clientVersion what the node answers to {@code web3_clientVersion}; not part of the
 *     identity
 */
public record ChainIdentity(long chainId, Bytes32 genesisHash, String clientVersion) {
  /** Whether this is a development chain: one node, no consensus, may lose its last seconds. */
  public boolean isDevelopment() {
    return isDevelopment(clientVersion);
  }

  private static boolean isDevelopment(String clientVersion) {
    return clientVersion.toLowerCase(Locale.ROOT).contains("anvil");
  }

  /** Number of the first block that stays the same for ever, whose hash names the chain. */
  public static long firstLastingBlock(String clientVersion) {
    return isDevelopment(clientVersion) ? 1 : 0;
  }

  /** Whether the two are the same chain, whatever the node in front of it. */
  public boolean isSameChainAs(long otherChainId, Bytes32 otherGenesis) {
    return chainId == otherChainId && genesisHash.equals(otherGenesis);
  }
}
