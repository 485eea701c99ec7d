package io.pharmatrace.anchoring.adapter.out.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.HaltingSteps;
import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.RecalledProduct;
import io.pharmatrace.anchoring.Stretches;
import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.RecallBoardLink;
import io.pharmatrace.contracts.RecallBoard.RecallDeclaredEventResponse;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.process.ProcessFailedException;
import io.pharmatrace.registry.RecallBoard;
import io.pharmatrace.registry.RecallBoard.Posting;
import io.pharmatrace.registry.RecallBoard.Status;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.EntryType;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;

/** Each recall comes onto the board once, whatever dies on the way; no other stands there. */
@PharmaTraceInfrastructure
class RecallBoardIT {
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @Test
  void aRecallStandsOnTheBoardOnceAndInTheLogOfWhoDeclaredIt(Infrastructure infrastructure)
      throws Exception {
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      UUID maker = installation.newOrganisation("manufacturer");
      String gtin = RecalledProduct.newGtin();
      long recall = RecalledProduct.recall(installation, maker, gtin, "FR");
      Posting posting = awaitStatus(installation, recall, Status.CONFIRMED);

      assertThat(isRecalled(installation, gtin, "FR")).isTrue();
      assertThat(isRecalled(installation, gtin, "")).isTrue();
      assertThat(isRecalled(installation, gtin, "DE")).isFalse();
      assertThat(declared(installation, gtin))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.lot).isEqualTo(RecalledProduct.LOT);
                assertThat(event.country).isEqualTo("FR");
                assertThat(granted(installation, maker)).contains(hex(event.prefixDigest));
                assertThat(event.log.getTransactionHash()).isEqualTo(posting.transaction());
                assertThat(event.log.getBlockNumber().longValueExact()).isEqualTo(posting.block());
              });
      assertThat(
              installation.count(
                  "SELECT count(*) FROM anchoring.entry WHERE type = %d AND organisation = '%s'"
                      .formatted(EntryType.RECALL.code(), maker)))
          .isEqualTo(1);
    }
  }

  @Test
  void aRegulatorsRecallStandsThereInItsOwnName(Infrastructure infrastructure) {
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      UUID maker = installation.newOrganisation("manufacturer");
      UUID regulator = installation.newOrganisation("regulator");
      String gtin = RecalledProduct.newGtin();
      RecalledProduct.register(installation, maker, gtin);
      awaitStatus(
          installation,
          RecalledProduct.declare(installation, regulator, gtin, null),
          Status.CONFIRMED);

      assertThat(declared(installation, gtin))
          .singleElement()
          .satisfies(
              event -> {
                assertThat(new BigInteger(1, event.organisation).toString(16))
                    .isEqualTo(chainId(installation, regulator));
                assertThat(event.prefixDigest).containsOnly(0);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Steps.SIGNED, Steps.SENT})
  void aRecallIsNeitherLostNorDoubledWhenItDiesAt(String step, Infrastructure infrastructure) {
    String gtin = RecalledProduct.newGtin();
    long recall;
    UUID maker;
    try (Installation admitting = Installation.start(infrastructure, home, Map.of())) {
      maker = admitting.newOrganisation("manufacturer");
      List<Long> entry = admitting.append(maker, 1);
      await().atMost(DEADLINE).until(() -> admitting.anchored(entry) == 1);
      awaitBoard(admitting);
    }
    try (Installation dying =
        Installation.start(infrastructure, home, Map.of("test.halt-at", step))) {
      recall = RecalledProduct.recall(dying, maker, gtin, null);
      await().atMost(DEADLINE).until(() -> dying.get(HaltingSteps.class).isHalted());
      assertThat(submissions(dying, recall)).isEqualTo(1);
    }

    try (Installation restarted = Installation.start(infrastructure, home, Map.of())) {
      awaitStatus(restarted, recall, Status.CONFIRMED);
      assertThat(declared(restarted, gtin)).hasSize(1);
    }
  }

  @Test
  void aRecallDeclaredWhileTheChainIsGoneIsPostedWhenItIsBack(Infrastructure infrastructure) {
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      UUID maker = installation.newOrganisation("manufacturer");
      awaitBoard(installation);
      infrastructure.chain().stop();
      String gtin = RecalledProduct.newGtin();
      long recall = RecalledProduct.recall(installation, maker, gtin, null);
      assertThat(status(installation, recall).status()).isEqualTo(Status.PENDING);
      await()
          .atMost(DEADLINE)
          .ignoreException(ProcessFailedException.class)
          .untilAsserted(infrastructure.chain()::start);

      awaitStatus(installation, recall, Status.CONFIRMED);
      assertThat(declared(installation, gtin)).hasSize(1);
    }
  }

  /** Recalls and networks are older than the board where it comes with an upgrade. */
  @Test
  void aRecallFromBeforeThereWasABoardIsPostedToo(Infrastructure infrastructure) {
    String gtin = RecalledProduct.newGtin();
    long recall;
    Address board;
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      board = awaitBoard(installation);
    }
    // Nobody takes recalls up in a process without the role.
    try (Installation before =
        Installation.start(infrastructure, home, Map.of("pharmatrace.roles", "registry"))) {
      recall = RecalledProduct.recall(before, before.newOrganisation("manufacturer"), gtin, null);
      before.jdbi().useHandle(h -> h.execute("UPDATE anchoring.chain SET recall_board = NULL"));
    }

    try (Installation upgraded = Installation.start(infrastructure, home, Map.of())) {
      awaitStatus(upgraded, recall, Status.CONFIRMED);
      assertThat(awaitBoard(upgraded)).isEqualTo(board);
      assertThat(declared(upgraded, gtin)).hasSize(1);
    }
  }

  /** The chain decides who may, not we; and a refusal holds nothing else up. */
  @Test
  void aRecallWithoutThePrefixOnChainIsRefusedByNameAndHoldsNothingUp(
      Infrastructure infrastructure) {
    try (Installation installation = Installation.start(infrastructure, home, Map.of())) {
      UUID maker = installation.newOrganisation("manufacturer");
      String foreign = "09521101000009";
      String gtin = RecalledProduct.newGtin();
      long refused = RecalledProduct.recall(installation, maker, foreign, null);
      long taken = RecalledProduct.recall(installation, maker, gtin, null);

      awaitStatus(installation, taken, Status.CONFIRMED);
      assertThat(awaitStatus(installation, refused, Status.REFUSED).reason())
          .isEqualTo("NotEntitled");
      assertThat(declared(installation, foreign)).isEmpty();
      assertThat(submissions(installation, refused)).isZero();
      assertThat(
              installation.count(
                  "SELECT count(*) FROM anchoring.recall WHERE ask_again > now() AND id = "
                      + refused))
          .isEqualTo(1);
    }
  }

  private static long submissions(Installation installation, long recall) {
    return installation.count(
        "SELECT count(*) FROM anchoring.submission WHERE recall_id = " + recall);
  }

  private static Posting status(Installation installation, long recall) {
    return installation
        .get(RecallBoard.class)
        .postings(List.of(recall))
        .getOrDefault(recall, Posting.PENDING);
  }

  private static Posting awaitStatus(Installation installation, long recall, Status expected) {
    return await()
        .atMost(DEADLINE)
        .until(() -> status(installation, recall), posting -> posting.status() == expected);
  }

  private static Address awaitBoard(Installation installation) {
    return await()
        .atMost(DEADLINE)
        .until(() -> installation.get(RecallBoardLink.class).address(), a -> a.isPresent())
        .orElseThrow();
  }

  private static boolean isRecalled(Installation installation, String gtin, String country)
      throws Exception {
    return installation
        .get(Wrappers.class)
        .recallBoard(awaitBoard(installation))
        .recalled(gtin, RecalledProduct.LOT, country)
        .send();
  }

  /** Every event of the board about the product, as the node has it. */
  private static List<RecallDeclaredEventResponse> declared(
      Installation installation, String gtin) {
    Node node = installation.get(Node.class);
    String board = awaitBoard(installation).hex();
    return Stretches.read(
            installation.get(Chain.class).newestBlock(),
            (from, to) -> {
              EthFilter filter =
                  new EthFilter(
                      DefaultBlockParameter.valueOf(BigInteger.valueOf(from)),
                      DefaultBlockParameter.valueOf(BigInteger.valueOf(to)),
                      board);
              return node.get(node.web3j().ethGetLogs(filter)).getLogs();
            })
        .stream()
        .map(EthLog.LogObject.class::cast)
        .map(log -> io.pharmatrace.contracts.RecallBoard.getRecallDeclaredEventFromLog(log.get()))
        .filter(event -> event.gtin.equals(gtin))
        .toList();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** The prefix digests of an organisation, in hexadecimal one behind the other. */
  private static String granted(Installation installation, UUID organisation) {
    return installation
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT encode(prefixes, 'hex') FROM anchoring.identity"
                            + " WHERE organisation = :organisation")
                    .bind("organisation", organisation)
                    .mapTo(String.class)
                    .one());
  }

  private static String chainId(Installation installation, UUID organisation) {
    return installation
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT ltrim(encode(chain_id, 'hex'), '0') FROM anchoring.log"
                            + " WHERE organisation = :organisation")
                    .bind("organisation", organisation)
                    .mapTo(String.class)
                    .one());
  }
}
