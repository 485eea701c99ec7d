package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pharmatrace.contracts.RecallBoard;
import io.pharmatrace.platform.Loops;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.EventEncoder;

/**
 * A node that is behind, or several of them behind one address, is no other chain. The real node
 * stands behind a front that changes its answers, and calls itself Besu.
 */
@PharmaTraceInfrastructure
class OddNodeIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String RECALL_DECLARED =
      EventEncoder.encode(RecallBoard.RECALLDECLARED_EVENT);
  private static final List<Long> ENTRIES = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private static NodeFront front;

  @SuppressWarnings("NullAway.Init")
  private static NodeFront besu;

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @SuppressWarnings("NullAway.Init")
  private static UUID organisation;

  @BeforeAll
  static void start(Infrastructure infrastructure, @TempDir Path home) throws IOException {
    besu = NodeFront.of(infrastructure.chain().rpcUrl());
    besu.change(
        (method, parameters, result) ->
            method.equals("web3_clientVersion") ? JSON.textNode("besu/test") : result);
    front = NodeFront.of(URI.create(besu.url()));
    installation =
        Installation.start(infrastructure, home, Map.of("pharmatrace.chain.rpc-url", front.url()));
    organisation = installation.newOrganisation("manufacturer");
    goesOn();
  }

  @AfterAll
  static void stop() {
    installation.close();
    front.close();
    besu.close();
  }

  @AfterEach
  void beHonest() {
    front.beHonest();
  }

  @Test
  void aRecordThatWasNotThereWhenItsBlockWasFollowedIsLookedForAgain() {
    AtomicInteger given = new AtomicInteger();
    front.change(
        (method, parameters, result) ->
            method.equals("eth_getLogs") && !result.isEmpty() && given.getAndIncrement() == 0
                ? new ArrayNode(JSON)
                : result);

    goesOn();
  }

  @Test
  void aRecallThatWasNotThereWhenItsBlockWasReadIsReadAgain() {
    AtomicInteger given = new AtomicInteger();
    front.change(
        (method, parameters, result) ->
            method.equals("eth_getLogs")
                    && !result.isEmpty()
                    && isStretch(parameters.path(0))
                    && parameters.path(0).path("topics").toString().contains(RECALL_DECLARED)
                    && given.getAndIncrement() == 0
                ? new ArrayNode(JSON)
                : result);
    String gtin = RecalledProduct.newGtin();
    // Of another organisation: it becomes an entry of its log.
    RecalledProduct.recall(installation, installation.newOrganisation("manufacturer"), gtin, null);

    await()
        .atMost(DEADLINE)
        .until(
            () ->
                installation.count(
                        "SELECT count(*) FROM anchoring.declared WHERE gtin = '" + gtin + "'")
                    == 1);
    assertThat(given.get()).as("times that the node had it").isGreaterThan(1);
  }

  /** What one recall is looked up by is a single block. */
  private static boolean isStretch(JsonNode filter) {
    return !filter.path("fromBlock").equals(filter.path("toBlock"));
  }

  @Test
  void aNodeThatIsBehindIsNamedAndTheChainWasNotRewritten() {
    long followed = followed();
    front.standAt(followed - 2);

    await().atMost(DEADLINE).until(() -> fault().contains("the node is behind"));
    assertThat(fault()).contains("it is at block " + (followed - 2));
    assertThat(followed()).isGreaterThanOrEqualTo(followed);
    front.beHonest();
    goesOn();
  }

  @Test
  void anotherBlockInThePlaceOfOneThatWasFollowedIsARewrittenChain() {
    AtomicLong followed = new AtomicLong();
    front.change(
        (method, parameters, result) ->
            method.equals("eth_getBlockByNumber")
                    && NodeFront.number(parameters) == followed.get()
                    && result instanceof ObjectNode block
                ? block.put("hash", "0x" + "ab".repeat(32))
                : result);

    await()
        .atMost(DEADLINE)
        .until(
            () -> {
              followed.set(followed());
              return fault().contains("the chain was rewritten");
            });
    front.beHonest();
    goesOn();
  }

  private static void goesOn() {
    ENTRIES.addAll(installation.append(organisation, 2));
    await().atMost(DEADLINE).until(() -> installation.anchored(ENTRIES) == ENTRIES.size());
    LogAssert.assertWhole(installation, organisation, ENTRIES);
  }

  private static long followed() {
    return installation.count("SELECT followed FROM anchoring.chain");
  }

  private static String fault() {
    return installation
        .get(Loops.class)
        .state()
        .getOrDefault("anchoring-follow", Optional.empty())
        .map(Loops.Fault::reason)
        .orElse("");
  }
}
