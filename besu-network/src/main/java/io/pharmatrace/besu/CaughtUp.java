package io.pharmatrace.besu;

import io.pharmatrace.process.Await;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Met when a node has the blocks that others have, and its head advances. */
final class CaughtUp implements Await.Condition {
  /** Blocks that a node may be behind for a moment. */
  private static final long SLACK = 2;

  private final JsonRpc rpc;
  private final AdvancingHead advancing;
  private final List<BesuValidator> others;

  CaughtUp(URI url, List<BesuValidator> others) {
    this.rpc = new JsonRpc(url);
    this.advancing = new AdvancingHead(url);
    this.others = others;
  }

  @Override
  public Optional<String> missing() {
    Optional<String> still = advancing.missing();
    if (still.isPresent()) {
      return still;
    }
    try {
      long newest = others.stream().mapToLong(other -> other.rpc().headNumber()).max().orElse(0);
      long head = rpc.headNumber();
      return head + SLACK >= newest
          ? Optional.empty()
          : Optional.of("it is at block %d of %d".formatted(head, newest));
    } catch (ChainException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
