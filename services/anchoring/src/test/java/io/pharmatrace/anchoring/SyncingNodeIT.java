package io.pharmatrace.anchoring;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Of several nodes one lost its data and syncs for hours. The real node calls itself Besu: the
 * blocks that a development chain lacks are taken for lost.
 */
@PharmaTraceInfrastructure
class SyncingNodeIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @Test
  void theNextNodeIsAskedWhenOneIsBehindAndMoves(Infrastructure infrastructure, @TempDir Path home)
      throws Exception {
    try (NodeFront besu = NodeFront.of(infrastructure.chain().rpcUrl())) {
      besu.change(
          (method, parameters, result) ->
              method.equals("web3_clientVersion") ? JSON.textNode("besu/test") : result);
      try (NodeFront first = NodeFront.of(URI.create(besu.url()));
          NodeFront second = NodeFront.of(URI.create(besu.url()));
          Installation installation =
              Installation.start(
                  infrastructure,
                  home,
                  Map.of(
                      "pharmatrace.chain.rpc-url",
                      first.url() + "," + second.url(),
                      "pharmatrace.chain.stands-after",
                      "1h"))) {
        UUID organisation = installation.newOrganisation("manufacturer");
        List<Long> entries = new ArrayList<>();
        goesOn(installation, organisation, entries);

        first.change(syncing());
        goesOn(installation, organisation, entries);
      }
    }
  }

  /** A node that has begun anew: its head moves with that of the others, far behind it. */
  private static NodeFront.Change syncing() {
    AtomicLong behind = new AtomicLong(-1);
    AtomicLong head = new AtomicLong();
    return (method, parameters, result) -> {
      if (method.equals("eth_blockNumber")) {
        long real = Long.decode(result.asText());
        behind.compareAndSet(-1, real);
        head.set(real - behind.get());
        return JSON.textNode("0x" + Long.toHexString(head.get()));
      }
      return method.equals("eth_getBlockByNumber") && NodeFront.number(parameters) > head.get()
          ? JSON.nullNode()
          : result;
    };
  }

  private static void goesOn(Installation installation, UUID organisation, List<Long> entries) {
    entries.addAll(installation.append(organisation, 2));
    await().atMost(DEADLINE).until(() -> installation.anchored(entries) == entries.size());
    LogAssert.assertWhole(installation, organisation, entries);
  }
}
