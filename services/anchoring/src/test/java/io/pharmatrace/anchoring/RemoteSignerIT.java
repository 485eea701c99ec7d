package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.Web3SignerServer.Fault;
import io.pharmatrace.anchoring.application.Chain;
import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.platform.Loops;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Organisations and relay sign elsewhere; nothing of theirs is in the keystore. */
@PharmaTraceInfrastructure
class RemoteSignerIT {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final BigInteger RELAY = BigInteger.valueOf(1001);
  private static final BigInteger MAKER = BigInteger.valueOf(1002);
  private static final BigInteger OTHER = BigInteger.valueOf(1003);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @SuppressWarnings("NullAway.Init")
  private static Web3SignerServer signer;

  @SuppressWarnings("NullAway.Init")
  private static Installation installation;

  @SuppressWarnings("NullAway.Init")
  private static UUID maker;

  @SuppressWarnings("NullAway.Init")
  private static UUID other;

  @SuppressWarnings("NullAway.Init")
  private static String keyOfOther;

  @SuppressWarnings("NullAway.Init")
  private static UUID keyless;

  @BeforeAll
  static void start(Infrastructure infrastructure) throws IOException {
    String gln;
    String glnOfOther;
    try (Installation registering =
        Installation.start(infrastructure, home, Map.of("pharmatrace.roles", "registry"))) {
      keyless = registering.newOrganisation("pharmacist");
      maker = registering.newOrganisation("manufacturer");
      other = registering.newOrganisation("distributor");
      gln = gln(registering, maker);
      glnOfOther = gln(registering, other);
    }
    signer = Web3SignerServer.start(0, infrastructure.chain().chainId());
    Map<String, Object> settings = new HashMap<>();
    settings.put("pharmatrace.anchoring.signer", "remote");
    settings.put("pharmatrace.anchoring.remote-signer.url", signer.url());
    settings.put("pharmatrace.anchoring.remote-signer.deadline", "3s");
    settings.put("pharmatrace.anchoring.remote-signer.relay", signer.add(RELAY));
    settings.put("pharmatrace.anchoring.remote-signer.organisations." + gln, signer.add(MAKER));
    keyOfOther = signer.add(OTHER);
    settings.put("pharmatrace.anchoring.remote-signer.organisations." + glnOfOther, keyOfOther);
    installation = Installation.start(infrastructure, home, settings);
  }

  private static String gln(Installation registering, UUID organisation) {
    return registering
        .jdbi()
        .withHandle(
            h ->
                h.createQuery("SELECT gln FROM registry.organisation WHERE id = :id")
                    .bind("id", organisation)
                    .mapTo(String.class)
                    .one());
  }

  @AfterAll
  static void stop() {
    installation.close();
    signer.close();
  }

  @Test
  void theirCommitmentsAreAnchored() {
    List<Long> entries = installation.append(maker, 3);
    awaitAnchored(entries);

    assertThat(home.resolve("keys/relay.json")).doesNotExist();
    assertThat(home.resolve("keys/organisation-" + maker + ".json")).doesNotExist();
  }

  @Test
  void whoHasNoKeyIsNamedAndHoldsNobodyUp() {
    await().atMost(DEADLINE).until(() -> fault("anchoring-admit").contains("remote-signer.org"));
    List<Long> waiting = installation.append(keyless, 1);

    awaitAnchored(installation.append(maker, 1));
    assertThat(installation.anchored(waiting)).isZero();
  }

  @Test
  void nothingIsSentWhileItDoesNotAnswer() {
    awaitAnchored(installation.append(maker, 1));
    signer.misbehave(Fault.SLOW);
    List<Long> entries = installation.append(maker, 2);
    await().atMost(DEADLINE).until(() -> fault("anchoring-send").contains("does not answer"));
    assertThat(installation.anchored(entries)).isZero();
    signer.misbehave(Fault.NONE);

    awaitAnchored(entries);
  }

  @Test
  void oneKeyThatHangsHoldsUpItsOrganisationOnly() {
    awaitAnchored(installation.append(other, 1));
    signer.hang(keyOfOther);
    List<Long> waiting = installation.append(other, 1);
    await().atMost(DEADLINE).until(() -> fault("anchoring-send").contains("does not answer"));

    awaitAnchored(installation.append(maker, 1));
    assertThat(installation.anchored(waiting)).isZero();
    signer.hang("");

    awaitAnchored(waiting);
  }

  @Test
  void whatItSignsWronglyIsNotSentAndIsNamed() {
    awaitAnchored(installation.append(maker, 1));
    long onChain = onChain();
    signer.misbehave(Fault.OTHER_KEY);
    List<Long> entries = installation.append(maker, 2);
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                installation.count(
                        "SELECT count(*) FROM anchoring.commitment"
                            + " WHERE refused LIKE '%did not sign what it was given%'")
                    == 1);
    assertThat(onChain()).isEqualTo(onChain);
    signer.misbehave(Fault.NONE);

    awaitAnchored(entries);
  }

  private static long onChain() {
    return installation
        .get(Chain.class)
        .lastSequence(
            installation.get(ChainLink.class).target().contracts().ledger(),
            LogAssert.chainId(installation, maker));
  }

  private static void awaitAnchored(List<Long> entries) {
    await().atMost(DEADLINE).until(() -> installation.anchored(entries) == entries.size());
  }

  private static String fault(String loop) {
    return installation
        .get(Loops.class)
        .state()
        .getOrDefault(loop, Optional.empty())
        .map(Loops.Fault::reason)
        .orElse("");
  }
}
