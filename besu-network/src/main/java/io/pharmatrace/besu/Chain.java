package io.pharmatrace.besu;

import io.pharmatrace.process.Progress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A chain on this machine, in processes of its own that outlive their starter and are found again
 * by their directory. Not for two callers at the same time.
 */
public interface Chain {
  /**
   * Starts the chain and waits until its head advances. Does nothing when it does already.
   *
   * @param progress told what is being done and waited for
   * @throws io.pharmatrace.process.ProcessFailedException when a process ends instead; quotes its
   *     log
   * @throws io.pharmatrace.process.DeadlineExceededException when the head does not advance in time
   */
  void start(Progress progress);

  /** Ends the chain in order. Does nothing when it does not run. */
  void stop();

  /** Ends the chain at once, as a crash would. */
  void kill();

  /**
   * Looks once, for at most some seconds, whether the chain is healthy: every process runs and the
   * head advances. A validator that answers but stands still is not healthy.
   *
   * @return empty when it is, else one phrase that says what is wrong
   */
  Optional<String> missing();

  /** JSON-RPC over HTTP, one address a node; the first is the usual one. */
  List<URI> rpcUrls();

  /**
   * What the chain calls itself ({@code web3_clientVersion}), as in {@code anvil/v1.7.1}.
   *
   * @throws ChainException when it does not answer
   */
  default String clientVersion() {
    return new JsonRpc(rpcUrls().getFirst()).clientVersion();
  }
}
