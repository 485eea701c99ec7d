package io.pharmatrace.anchoring.adapter.out.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pharmatrace.anchoring.Web3SignerServer;
import io.pharmatrace.anchoring.Web3SignerServer.Fault;
import io.pharmatrace.anchoring.application.Signable;
import io.pharmatrace.anchoring.application.Signer;
import io.pharmatrace.anchoring.application.SignerException;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.Closure;
import io.pharmatrace.transparency.Commitment;
import io.pharmatrace.transparency.RecallStatement;
import io.pharmatrace.transparency.SigningDomain;
import io.pharmatrace.transparency.Slots;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

class Web3SignerTest {
  private static final BigInteger SECRET = BigInteger.valueOf(42).pow(40);
  private static final long CHAIN = 31337;
  private static final Address CONTRACT =
      Address.fromHex("0x00000000000000000000000000000000000000c0");
  private static final SigningDomain DOMAIN = SigningDomain.of(CHAIN, CONTRACT);

  @SuppressWarnings("NullAway.Init")
  private Web3SignerServer server;

  @SuppressWarnings("NullAway.Init")
  private Signer signer;

  @BeforeEach
  void start() throws IOException {
    server = Web3SignerServer.start(0, CHAIN);
    signer = account(server.add(SECRET));
  }

  private Signer account(String address) {
    return account(address, Duration.ofSeconds(30));
  }

  private Signer account(String address, Duration deadline) {
    return new Web3Signer(URI.create(server.url()), deadline).account(Address.fromHex(address));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Signable.TypedData commitment(int closures) {
    Closure closure =
        new Closure(
            Bytes32.random(),
            new Slots(BigInteger.TWO.pow(255).add(BigInteger.ONE)),
            Bytes32.random());
    return Signable.TypedData.of(
        DOMAIN,
        new Commitment(
            Bytes32.random(),
            Long.MAX_VALUE,
            3,
            Bytes32.random(),
            Collections.nCopies(closures, closure)));
  }

  @Test
  void itsSignaturesAreThoseOfTheSameKeyInMemory() {
    PrivateKey same = new PrivateKey(Bytes32.of(padded(SECRET)).bytes());
    for (Signable what :
        List.of(
            commitment(0),
            commitment(1),
            commitment(3),
            Signable.TypedData.of(
                DOMAIN,
                new RecallStatement(Bytes32.random(), "09506000134352", "L\"1", "DE", 17, 18)),
            call(Optional.of(CONTRACT), CHAIN),
            call(Optional.empty(), CHAIN))) {
      assertThat(signer.sign(what)).isEqualTo(same.sign(what));
    }
  }

  private static byte[] padded(BigInteger number) {
    return Numeric.toBytesPadded(number, Bytes32.LENGTH);
  }

  private static Signable.Transaction call(Optional<Address> to, long chainId) {
    RawTransaction raw =
        RawTransaction.createTransaction(
            BigInteger.valueOf(200),
            BigInteger.ZERO,
            BigInteger.valueOf(150_000),
            to.map(Address::hex).orElse(""),
            BigInteger.ZERO,
            "0x0102");
    Bytes32 digest = Bytes32.of(Hash.sha3(TransactionEncoder.encode(raw, chainId)));
    return new Signable.Transaction(chainId, 200, 150_000, to, "0x0102", digest);
  }

  @Test
  void whatWasSignedWithAnotherKeyIsNotTaken() {
    server.misbehave(Fault.OTHER_KEY);
    assertRefused(commitment(1), "did not sign what it was given");
    assertRefused(call(Optional.of(CONTRACT), CHAIN), "did not sign what it was given");
  }

  @Test
  void anotherTextThanOursIsNotTaken() {
    server.misbehave(Fault.OTHER_DATA);
    assertRefused(commitment(1), "did not sign what it was given");
  }

  @Test
  void aTransactionForAnotherChainIsNotTaken() {
    assertRefused(call(Optional.of(CONTRACT), CHAIN + 1), "signs for another chain than 31338");
  }

  @Test
  void aKeyThatItDoesNotHaveIsToldInItsWords() {
    signer = account("0x00000000000000000000000000000000000000aa");
    assertRefused(commitment(0), "Signing from is not an unlocked account");
  }

  private void assertRefused(Signable what, String why) {
    assertThatExceptionOfType(SignerException.class)
        .isThrownBy(() -> signer.sign(what))
        .withMessageContaining(server.url())
        .withMessageContaining(why)
        .matches(e -> !e.isPassing());
  }

  @ParameterizedTest
  @EnumSource(names = {"GONE", "BUSY"})
  void whatABalancerAnswersIsTriedAgainLater(Fault fault) {
    server.misbehave(fault);

    assertThatExceptionOfType(SignerException.class)
        .isThrownBy(() -> signer.sign(commitment(0)))
        .withMessageContaining("with status")
        .matches(SignerException::isPassing);
  }

  @Test
  void nonsenseIsRefused() {
    server.misbehave(Fault.NONSENSE);

    assertRefused(commitment(1), "no signature");
    assertRefused(call(Optional.of(CONTRACT), CHAIN), "no signed transaction");
  }

  @Test
  void whoDoesNotAnswerInTimeOrAtAllIsTriedAgainLater() throws IOException {
    server.misbehave(Fault.SLOW);
    assertPassing(account(server.add(SECRET), Duration.ofMillis(500)));
    server.misbehave(Fault.NONE);
    assertThatCode(() -> signer.sign(commitment(0))).doesNotThrowAnyException();
    int port = server.port();
    server.close();
    assertPassing(signer);
    server = Web3SignerServer.start(port, CHAIN);
    server.add(SECRET);
    assertThatCode(() -> signer.sign(commitment(0))).doesNotThrowAnyException();
  }

  private static void assertPassing(Signer of) {
    assertThatExceptionOfType(SignerException.class)
        .isThrownBy(() -> of.sign(commitment(0)))
        .withMessageContaining("does not answer within")
        .matches(SignerException::isPassing);
  }
}
