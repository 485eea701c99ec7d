package io.pharmatrace.anchoring.domain;

import io.pharmatrace.transparency.Bytes32;
import java.util.Locale;

/**
 * What tells one chain from another.
 *
 * @param chainId the number that signatures are bound to
 * @param genesisHash hash of block 0
 * @param clientVersion what the node answers to {@code web3_clientVersion}; not part of the
 *     identity
 */
public record ChainIdentity(long chainId, Bytes32 genesisHash, String clientVersion) {
  /** Whether this is a development chain: one node, no consensus, may lose its last seconds. */
  public boolean isDevelopment() {
    return clientVersion.toLowerCase(Locale.ROOT).contains("anvil");
  }

  /** Whether the two are the same chain, whatever the node in front of it. */
  public boolean isSameChainAs(long otherChainId, Bytes32 otherGenesis) {
    return chainId == otherChainId && genesisHash.equals(otherGenesis);
  }
}
