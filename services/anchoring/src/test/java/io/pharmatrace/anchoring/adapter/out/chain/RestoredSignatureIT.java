package io.pharmatrace.anchoring.adapter.out.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.Evidence;
import io.pharmatrace.anchoring.Installation;
import io.pharmatrace.anchoring.Web3SignerServer;
import io.pharmatrace.anchoring.application.Keys;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import io.pharmatrace.transparency.evidence.BundleCheck;
import io.pharmatrace.transparency.evidence.Report;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What came back from the journal was committed under a key that is no longer there, or that cannot
 * be asked: its evidence has the signature that the chain took.
 */
@PharmaTraceInfrastructure
class RestoredSignatureIT {
  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String UNIT = "https://id.gs1.org/01/09506000134352/21/0";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @SuppressWarnings("NullAway.Init")
  private static Infrastructure infrastructure;

  @SuppressWarnings("NullAway.Init")
  private static Web3SignerServer signer;

  private static final Map<String, Object> REMOTE = new HashMap<>();

  @SuppressWarnings("NullAway.Init")
  private static UUID rotated;

  @SuppressWarnings("NullAway.Init")
  private static UUID remote;

  private static final UUID FRESH_KEY = UUID.randomUUID();

  @BeforeAll
  static void goOnAfterACopy(Infrastructure given) throws IOException, SQLException {
    infrastructure = given;
    signer = Web3SignerServer.start(0, given.chain().chainId());
    try (Installation installation = start("", Map.of())) {
      rotated = installation.newOrganisation("manufacturer");
      anchor(installation, rotated);
    }
    try (Installation registering = start("", Map.of("pharmatrace.roles", "registry"))) {
      remote = registering.newOrganisation("distributor");
      REMOTE.put("pharmatrace.anchoring.signer", "remote");
      REMOTE.put("pharmatrace.anchoring.remote-signer.url", signer.url());
      REMOTE.put("pharmatrace.anchoring.remote-signer.deadline", "2s");
      REMOTE.put("pharmatrace.anchoring.remote-signer.relay", signer.add(BigInteger.valueOf(2001)));
      REMOTE.put(
          "pharmatrace.anchoring.remote-signer.organisations." + gln(registering, remote),
          signer.add(BigInteger.valueOf(2002)));
    }
    try (Installation installation = start("", REMOTE)) {
      anchor(installation, remote);
    }
    for (String copy : List.of("_a", "_b")) {
      Installation.copyDatabase(infrastructure, copy);
    }
    try (Installation installation = start("", REMOTE)) {
      anchor(installation, remote);
    }
    try (Installation installation = start("", Map.of())) {
      long entry = anchor(installation, rotated);
      Bytes32 name = installation.proof(entry).anchored().organisation();
      Address fresh = installation.get(Keys.class).newcomer(FRESH_KEY).address();
      Governance.call(
          installation,
          Governance.registry(installation)
              .rotateKey(name.bytes(), fresh.hex())
              .encodeFunctionCall());
    }
    Files.move(
        home.resolve("keys/organisation-" + FRESH_KEY + ".json"),
        home.resolve("keys/organisation-" + rotated + ".json"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void theKeyWasRotatedSince() {
    try (Installation restored = start("_a", Map.of())) {
      List<Long> entries = awaitBoth(restored, rotated);
      entries.forEach(entry -> assertHolds(restored, entry));
      assertHolds(restored, anchor(restored, rotated));

      restored
          .jdbi()
          .useHandle(
              h ->
                  h.execute(
                      "UPDATE anchoring.commitment SET signature = NULL,"
                          + " tx_hash = decode(repeat('ab', 32), 'hex') WHERE organisation = ?",
                      rotated));
      assertThat(
              restored
                  .get(Evidence.class)
                  .event(entries.getFirst(), Optional.empty(), List.of(UNIT)))
          .isInstanceOfSatisfying(
              Evidence.Answer.NotNow.class,
              it -> assertThat(it.why()).contains("The signature of commitment 1"));
    }
  }

  @Test
  void theSignerIsAwayWhileTheJournalIsRead() {
    signer.misbehave(Web3SignerServer.Fault.GONE);
    try (Installation restored = start("_b", REMOTE)) {
      List<Long> entries = awaitBoth(restored, remote);
      assertThat(
              restored.count(
                  "SELECT count(*) FROM anchoring.commitment WHERE signature IS NULL"
                      + " AND organisation = '%s'".formatted(remote)))
          .isEqualTo(1);

      entries.forEach(entry -> assertHolds(restored, entry));
    } finally {
      signer.misbehave(Web3SignerServer.Fault.NONE);
    }
  }

  private static Installation start(String copy, Map<String, Object> settings) {
    Map<String, Object> properties = new HashMap<>(settings);
    properties.put("datasources.default.url", infrastructure.postgres().jdbcUrl() + copy);
    return Installation.start(infrastructure, home, properties);
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

  private static long anchor(Installation installation, UUID organisation) {
    List<Long> entries = installation.append(organisation, 1);
    await().atMost(DEADLINE).until(() -> installation.anchored(entries) == 1);
    return entries.getFirst();
  }

  /** The entry that the copy had, and the one that came back. */
  private static List<Long> awaitBoth(Installation restored, UUID organisation) {
    String confirmed =
        "SELECT count(*) FROM anchoring.commitment WHERE confirmed_at IS NOT NULL"
            + " AND organisation = '%s'".formatted(organisation);
    await().atMost(DEADLINE).until(() -> restored.count(confirmed) == 2);
    return restored
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        "SELECT id FROM anchoring.entry WHERE organisation = :o ORDER BY sequence")
                    .bind("o", organisation)
                    .mapTo(Long.class)
                    .list());
  }

  private static void assertHolds(Installation installation, long entry) {
    Evidence evidence = installation.get(Evidence.class);
    await().atMost(DEADLINE).until(() -> installation.anchored(List.of(entry)) == 1);
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                evidence.event(entry, Optional.empty(), List.of(UNIT))
                    instanceof Evidence.Answer.Made);
    Evidence.Answer.Made made =
        (Evidence.Answer.Made) evidence.event(entry, Optional.empty(), List.of(UNIT));
    Report report = new BundleCheck(evidence.network()).check(made.file().array());
    assertThat(report.verdict()).as(report.toString()).isNotEqualTo(Report.Verdict.INVALID);
  }
}
