package io.pharmatrace.anchoring;

import static org.awaitility.Awaitility.await;

import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the addresses of several nodes, anchoring goes on when the one in use fails. */
@PharmaTraceInfrastructure
class SeveralNodesIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  @Test
  void theNextNodeIsAskedWhenOneStandsOrDoesNotAnswer(
      Infrastructure infrastructure, @TempDir Path home) throws Exception {
    NodeFront second = NodeFront.of(infrastructure.chain().rpcUrl());
    try (NodeFront first = NodeFront.of(infrastructure.chain().rpcUrl());
        Installation installation =
            Installation.start(
                infrastructure,
                home,
                Map.of(
                    "pharmatrace.chain.rpc-url",
                    first.url() + ", " + second.url(),
                    "pharmatrace.chain.stands-after",
                    "2s"))) {
      UUID organisation = installation.newOrganisation("manufacturer");
      List<Long> entries = new ArrayList<>();
      goesOn(installation, organisation, entries);

      first.standAt(installation.count("SELECT followed FROM anchoring.chain"));
      goesOn(installation, organisation, entries);
      first.beHonest();
      second.close();
      goesOn(installation, organisation, entries);
    }
  }

  private static void goesOn(Installation installation, UUID organisation, List<Long> entries) {
    entries.addAll(installation.append(organisation, 2));
    await().atMost(DEADLINE).until(() -> installation.anchored(entries) == entries.size());
    LogAssert.assertWhole(installation, organisation, entries);
  }
}
