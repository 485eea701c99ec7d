package io.pharmatrace.testsupport;

import java.net.URI;

/**
 * A chain with a block a second and no fees, shared by all test classes: what earlier classes
 * deployed is still there. A development chain, or four Besu validators where {@code
 * PHARMATRACE_TEST_CHAIN=besu}.
 */
public interface TestChain extends Part {
  /** JSON-RPC over HTTP. */
  URI rpcUrl();

  /** The chain id (EIP-155). */
  long chainId();

  /** Whether it has several validators, of which one may fail; a development chain has none. */
  boolean hasValidators();

  /**
   * Ends one validator at once, as a crash would; not the one behind {@link #rpcUrl}. {@link
   * #start} brings it back.
   *
   * @throws IllegalStateException when it {@linkplain #hasValidators has none}
   */
  void killOneValidator();
}
