package io.pharmatrace.anchoring.adapter.out.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.Contracts;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.anchoring.application.Signable;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.application.StoppedLogs;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.Keccak;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.Words;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** The contract takes any size above the last one, up to 2^64 - 1, from whoever has the key. */
@PharmaTraceInfrastructure
class HugeLogSizeIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final BigInteger HUGE = BigInteger.ONE.shiftLeft(63);
  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @SuppressWarnings("NullAway.Init")
  private static UUID bystander;

  @BeforeAll
  static void start(Infrastructure infrastructure, @TempDir Path home) {
    installation = Installation.start(infrastructure, home, Map.of());
    bystander = installation.newOrganisation("pharmacist");
    goesOn(bystander);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void aStrangersRecordIsPassedOver() {
    Keys keys = installation.get(Keys.class);
    Signer stranger = keys.newcomer(UUID.randomUUID());
    Bytes32 name = Bytes32.random();
    installation
        .get(Contracts.class)
        .approve(
            installation.get(ChainLink.class).target().contracts(),
            keys.governors(0),
            List.of(
                new Contracts.Admittance(
                    name, Bytes32.random(), 1, stranger.address(), List.of(Bytes32.random()))));

    commit(stranger, name, 1, HUGE);

    goesOn(bystander);
    assertThat(installation.get(StoppedLogs.class).reasons()).doesNotContainKey(bystander);
  }

  @Test
  void oneUnderOurStolenKeyStopsThatLogAndNoOther() {
    UUID victim = installation.newOrganisation("distributor");
    long entry = goesOn(victim);
    Signer stolen = installation.get(Keys.class).organisation(victim);

    commit(stolen, installation.proof(entry).anchored().organisation(), 2, LARGEST);

    await()
        .atMost(DEADLINE)
        .until(() -> installation.get(StoppedLogs.class).reasons().containsKey(victim));
    goesOn(bystander);
  }

  private static long goesOn(UUID organisation) {
    List<Long> entries = installation.append(organisation, 1);
    await().atMost(DEADLINE).until(() -> installation.anchored(entries) == 1);
    return entries.getFirst();
  }

  /** A commitment as no {@link Commitment} of ours can be. */
  private static void commit(Signer signer, Bytes32 name, long sequence, BigInteger logSize) {
    SigningDomain domain = installation.get(ChainLink.class).target().domain();
    Bytes32 root = Bytes32.random();
    Bytes32 digest =
        Keccak.hash(
            ByteBuffer.allocate(2 + 2 * Bytes32.LENGTH)
                .put((byte) 0x19)
                .put((byte) 0x01)
                .put(domain.separator().bytes())
                .put(
                    Words.keccak(
                            Keccak.hash(Commitment.TYPE.getBytes(StandardCharsets.US_ASCII)),
                            name,
                            Words.uint(sequence),
                            Words.uint(logSize),
                            root,
                            Closure.hashOf(List.of()))
                        .bytes())
                .array());
    byte[] signature =
        signer.sign(new Signable.TypedData(domain, Commitment.TYPE, Map.of(), digest)).encode();
    Address ledger = domain.contract();
    String call =
        installation
            .get(Wrappers.class)
            .ledger(ledger)
            .commit(
                name.bytes(),
                BigInteger.valueOf(sequence),
                logSize,
                root.bytes(),
                List.of(),
                signature)
            .encodeFunctionCall();
    Chain chain = installation.get(Chain.class);
    Signer account = installation.get(Keys.class).governors(0).getLast();
    List<TransactionReceipt> receipts =
        installation
            .get(Transactions.class)
            .perform(
                List.of(
                    Transactions.sign(
                        account,
                        domain.chainId().longValueExact(),
                        chain.transactionCount(account.address()),
                        300_000,
                        ledger,
                        call)));
    assertThat(receipts).allMatch(TransactionReceipt::isStatusOK);
  }
}
