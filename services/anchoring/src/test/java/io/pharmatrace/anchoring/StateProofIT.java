package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.Signable;
import io.pharmatrace.anchoring.domain.Mined;
import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.Head;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.Slots;
import io.pharmatrace.transparency.chain.CapturedHead;
import io.pharmatrace.transparency.chain.Checked;
import io.pharmatrace.transparency.chain.LedgerRecord;
import io.pharmatrace.transparency.chain.LedgerSlots;
import io.pharmatrace.transparency.chain.LedgerState;
import io.pharmatrace.transparency.chain.SealedBlock;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthGetProof;
import org.web3j.protocol.http.HttpService;
import org.web3j.utils.Numeric;

/**
 * The offline verifier against the contract itself: what a node proves of its storage is what it
 * recorded. Seals, which a development chain does not have, are tested on recorded blocks.
 */
@PharmaTraceInfrastructure
class StateProofIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Bytes32 SEAL = Bytes32.random();

  @SuppressWarnings("NullAway.Init")
  private static Infrastructure infrastructure;

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @SuppressWarnings("NullAway.Init")
  private static Bytes32 organisation;

  @SuppressWarnings("NullAway.Init")
  private static List<LedgerRecord> records;

  @SuppressWarnings("NullAway.Init")
  private static Web3j node;

  @BeforeAll
  static void commitThreeTimes(@TempDir Path home) {
    installation = Installation.start(infrastructure, home, Map.of());
    node = Web3j.build(new HttpService(infrastructure.chain().rpcUrl().toString()));
    UUID owner = installation.newOrganisation("distributor");
    List<Long> entries = installation.append(owner, 5);
    await().atMost(DEADLINE).until(() -> installation.anchored(entries) == entries.size());
    organisation = LogAssert.chainId(installation, owner);
    close(owner, 2, 50, Set.of(0, 255));
    close(owner, 3, 51, Set.of(7));
    records =
        LogAssert.onChain(installation, owner).values().stream()
            .map(
                record ->
                    new LedgerRecord(
                        record.sequence(),
                        record.logSize(),
                        record.logRoot(),
                        record.signer(),
                        record.closuresHash(),
                        record.blockNumber(),
                        installation
                            .get(Chain.class)
                            .block(record.blockNumber())
                            .orElseThrow()
                            .time()
                            .getEpochSecond()))
            .sorted(Comparator.comparing(LedgerRecord::sequence))
            .toList();
  }

  @AfterAll
  static void stop() {
    node.shutdown();
    installation.close();
  }

  @Test
  void theHeadInStorageProvesEveryCommitment() throws IOException {
    CapturedHead head = head(organisation);

    assertThat(head.sequence()).isEqualTo(3);
    assertThat(head.logSize()).isEqualTo(51);
    Chain chain = installation.get(Chain.class);
    assertThat(head.head())
        .isEqualTo(chain.last(ledger(), organisation, chain.newestBlock()).head());
    assertThat(records).hasSize(3);
    assertThat(proven(head.from(Head.FIRST, records))).isEqualTo(records);
  }

  @Test
  void anOrganisationThatNeverCommittedIsProvenToHaveNoHead() throws IOException {
    CapturedHead none = head(Bytes32.random());

    assertThat(none.head()).isEqualTo(Head.FIRST);
    assertThat(none.sequence()).isZero();
  }

  @Test
  void theSlotsClosedAndNoOthersAreProven() throws IOException {
    BigInteger closed = BigInteger.ONE.or(BigInteger.ONE.shiftLeft(7)).setBit(255);

    assertThat(closed(organisation, SEAL)).isEqualTo(closed);
    assertThat(closed(organisation, Bytes32.random())).isZero();
    assertThat(closed(Bytes32.random(), SEAL)).isZero();
  }

  private static CapturedHead head(Bytes32 whose) throws IOException {
    Bytes32 head = LedgerSlots.head(whose);
    Bytes32 last = LedgerSlots.last(whose);
    Answer answer = ask(head, last);
    return proven(answer.state().head(whose, answer.slot(head), answer.slot(last)));
  }

  private static BigInteger closed(Bytes32 whose, Bytes32 seal) throws IOException {
    Bytes32 slot = LedgerSlots.closed(whose, seal);
    Answer answer = ask(slot);
    return proven(answer.state().closed(whose, seal, answer.slot(slot)));
  }

  private record Answer(EthBlock.Block block, EthGetProof.Proof proof) {
    LedgerState state() {
      SealedBlock root =
          new SealedBlock(
              block.getNumber().longValueExact(),
              Bytes32.fromHex(block.getHash()),
              Bytes32.fromHex(block.getParentHash()),
              Bytes32.fromHex(block.getStateRoot()),
              block.getTimestamp().longValueExact(),
              List.of());
      return proven(LedgerState.of(root, ledger(), nodes(proof.getAccountProof())));
    }

    /** Found by its number: Besu answers in an order of its own, and without leading zeros. */
    List<byte[]> slot(Bytes32 slot) {
      BigInteger number = new BigInteger(1, slot.bytes());
      return proof.getStorageProof().stream()
          .filter(each -> Numeric.toBigInt(each.getKey()).equals(number))
          .map(each -> nodes(each.getProof()))
          .findFirst()
          .orElseThrow();
    }

    private static List<byte[]> nodes(List<String> hex) {
      return hex.stream().map(node -> HexFormat.of().parseHex(node.substring(2))).toList();
    }
  }

  /** Of the newest block; asks again when another came between the two questions. */
  private static Answer ask(Bytes32... slots) throws IOException {
    List<String> keys = List.of(slots).stream().map(slot -> "0x" + slot.hex()).toList();
    while (true) {
      EthBlock.Block before = newest();
      EthGetProof.Proof proof = node.ethGetProof(ledger().hex(), keys, "latest").send().getProof();
      if (newest().getHash().equals(before.getHash())) {
        return new Answer(before, proof);
      }
    }
  }

  private static EthBlock.Block newest() throws IOException {
    return node.ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false).send().getBlock();
  }

  private static Address ledger() {
    return installation.get(ChainLink.class).target().contracts().ledger();
  }

  /** A commitment beside the application, whose own ones close nothing yet. */
  private static void close(UUID owner, long sequence, long logSize, Set<Integer> slots) {
    SigningDomain domain = installation.get(ChainLink.class).target().domain();
    Keys keys = installation.get(Keys.class);
    Chain chain = installation.get(Chain.class);
    Commitment commitment =
        new Commitment(
            organisation,
            sequence,
            logSize,
            Bytes32.random(),
            List.of(new Closure(SEAL, Slots.of(slots), Bytes32.random())));
    SignedTransaction transaction =
        chain.commit(
            domain,
            commitment,
            keys.organisation(owner).sign(Signable.TypedData.of(domain, commitment)),
            keys.governors(3).getLast(),
            chain.transactionCount(keys.governors(3).getLast().address()));
    chain.send(transaction);
    await()
        .atMost(DEADLINE)
        .until(() -> chain.mined(transaction.hash()).filter(Mined::succeeded).isPresent());
  }

  private static <T> T proven(Checked<T> checked) {
    return switch (checked) {
      case Checked.Proven<T>(T value) -> value;
      case Checked.Refused<T> refused -> throw new AssertionError(refused.words());
    };
  }
}
