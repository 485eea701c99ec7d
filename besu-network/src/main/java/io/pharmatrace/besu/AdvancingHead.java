package io.pharmatrace.besu;

import io.pharmatrace.process.Await;
import io.pharmatrace.process.DeadlineExceededException;
import io.pharmatrace.process.Progress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Met once a node's head is past block 0 and has advanced since the first look. That a node answers
 * is not enough: a validator can hang for good while its RPC still answers (besu-eth/besu#11037).
 */
public final class AdvancingHead implements Await.Condition {
  private static final long UNSEEN = -1;

  private final URI url;
  private final JsonRpc rpc;
  private long first = UNSEEN;

  /**
   * Looks at one node, from its first look on.
   *
   * @param url JSON-RPC over HTTP
   */
  public AdvancingHead(URI url) {
    this.url = url;
    this.rpc = new JsonRpc(url);
  }

  /**
   * Looks for a while whether every node's head advances; says what is wrong when one's does not.
   */
  static Optional<String> lookFor(Duration deadline, List<URI> urls) {
    List<AdvancingHead> heads = urls.stream().map(AdvancingHead::new).toList();
    try {
      Await.until(
          "new blocks",
          deadline,
          Progress.SILENT,
          () ->
              heads.stream()
                  .map(AdvancingHead::missing)
                  .flatMap(Optional::stream)
                  .reduce((first, later) -> first));
      return Optional.empty();
    } catch (DeadlineExceededException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Optional<String> missing() {
    long head;
    try {
      head = rpc.headNumber();
    } catch (ChainException e) {
      return Optional.of(url + " does not answer");
    }
    if (first == UNSEEN) {
      first = head;
    }
    return head > first && head > 0
        ? Optional.empty()
        : Optional.of(url + " stands at block " + head);
  }
}
