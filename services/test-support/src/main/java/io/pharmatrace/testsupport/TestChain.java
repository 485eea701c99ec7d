package io.pharmatrace.testsupport;

import java.net.URI;

/**
 * A chain with a block a second and no fees, shared by all test classes: what earlier classes
 * deployed is still there.
 */
public interface TestChain extends Part {
  /** JSON-RPC over HTTP. */
  URI rpcUrl();

  /** The chain id (EIP-155). */
  long chainId();
}
