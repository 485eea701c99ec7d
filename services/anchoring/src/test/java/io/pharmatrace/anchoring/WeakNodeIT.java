package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.StoppedLogs;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Keccak;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node answers with what another knew, or not at all when it is asked for much. */
@PharmaTraceInfrastructure
class WeakNodeIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST_BLOCKS = 3;
  private static final List<Long> ENTRIES = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private static Infrastructure infrastructure;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @SuppressWarnings("NullAway.Init")
  private static NodeFront front;

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @SuppressWarnings("NullAway.Init")
  private static UUID organisation;

  @BeforeAll
  static void start(Infrastructure given) throws IOException {
    infrastructure = given;
    front = NodeFront.of(infrastructure.chain().rpcUrl());
    installation = start();
    organisation = installation.newOrganisation("manufacturer");
    goesOn();
  }

  private static Installation start() {
    return Installation.start(
        infrastructure, home, Map.of("pharmatrace.chain.rpc-url", front.url()));
  }

  @AfterAll
  static void stop() {
    installation.close();
    front.close();
  }

  @AfterEach
  void beHonest() {
    front.beHonest();
  }

  @Test
  void aHeadThatAnotherNodeGaveStopsNoLog() {
    Chain chain = installation.get(Chain.class);
    Bytes32 before =
        chain
            .last(
                installation.get(ChainLink.class).target().contracts().ledger(),
                LogAssert.chainId(installation, organisation),
                chain.newestBlock())
            .head();
    goesOn();
    front.change(
        (method, parameters, result) ->
            method.equals("eth_call")
                    && parameters.path(1).asText().equals("latest")
                    && isOfHead(parameters.path(0))
                ? JSON.textNode("0x" + before.hex())
                : result);

    try (Installation second = start()) {
      await().atMost(DEADLINE).until(() -> second.get(ChainLink.class).ready().isPresent());
      assertThat(second.get(StoppedLogs.class).reasons()).doesNotContainKey(organisation);
    }
    goesOn();
  }

  @Test
  void aStretchThatIsTooMuchForTheNodeIsReadInParts() {
    long followed = installation.count("SELECT followed FROM anchoring.chain");
    AtomicLong newest = new AtomicLong();
    front.change(
        (method, parameters, result) -> {
          if (!method.equals("eth_blockNumber")) {
            return result;
          }
          newest.set(Long.decode(result.asText()));
          return JSON.textNode("0x" + Long.toHexString(followed));
        });
    await().atMost(DEADLINE).until(() -> newest.get() > followed + 5 * MOST_BLOCKS);
    front.change(
        (method, parameters, result) -> {
          if (method.equals("eth_getLogs") && blocks(parameters.path(0)) > MOST_BLOCKS) {
            throw new IllegalStateException("too many blocks");
          }
          return result;
        });

    ENTRIES.addAll(installation.append(organisation, 2));
    await().atMost(DEADLINE).until(() -> installation.anchored(ENTRIES) == ENTRIES.size());
    front.beHonest();
    goesOn();
  }

  private static long blocks(JsonNode filter) {
    return Long.decode(filter.path("toBlock").asText())
        - Long.decode(filter.path("fromBlock").asText())
        + 1;
  }

  private static boolean isOfHead(JsonNode call) {
    String selector =
        Keccak.hash("head(bytes32)".getBytes(StandardCharsets.US_ASCII)).hex().substring(0, 8);
    return call.path("data").asText(call.path("input").asText()).startsWith("0x" + selector);
  }

  private static void goesOn() {
    ENTRIES.addAll(installation.append(organisation, 2));
    await().atMost(DEADLINE).until(() -> installation.anchored(ENTRIES) == ENTRIES.size());
    LogAssert.assertWhole(installation, organisation, ENTRIES);
  }
}
