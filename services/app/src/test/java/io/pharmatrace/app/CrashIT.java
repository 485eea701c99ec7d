package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.label;
import static io.pharmatrace.app.SupplyChain.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import io.pharmatrace.transparency.Bytes32;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/**
 * Kills the application with SIGKILL between each two steps of consume, store, seal, sign, send and
 * confirm, and then shows that no entry is lost and none is doubled.
 */
@PharmaTraceInfrastructure
class CrashIT {
  private static final List<String> STEPS =
      List.of(
          Steps.CONSUMED,
          Steps.STORED,
          Steps.SEALED,
          Steps.SIGNED,
          Steps.SENT,
          Steps.OBSERVED,
          Steps.CONFIRMED);
  private static final int SCANS_EACH = 5;

  @Test
  void noKillLosesOrDoublesAnEntry(Infrastructure infrastructure) throws Exception {
    List<String> serials = new ArrayList<>();
    Path home;
    SupplyChain chain;
    try (RunningApplication app = RunningApplication.start(infrastructure, Map.of())) {
      home = app.home();
      chain = new SupplyChain(app, infrastructure.kafka().bootstrapServers());
      chain.register();
      // Until the maker is known on chain nothing can be committed, and no step reached.
      publish(chain, serials, "setup");
      awaitAnchored(app, serials);
    }
    for (String step : STEPS) {
      publish(chain, serials, step);
      ApplicationProcess.killAt(step, infrastructure, home);
    }
    try (RunningApplication app =
        RunningApplication.start(infrastructure, Map.of("pharmatrace.home", home.toString()))) {
      awaitAnchored(app, serials);
      long entries = checkLog(app, serials.size());
      ChainReader reader = new ChainReader(infrastructure.chain().rpcUrl());
      String ledger = app.get(null, "/api/v1/chain").body().get("ledger").asText();
      var onChain = reader.commitments(ledger);
      for (String serial : serials) {
        JsonNode journey = trace(app, serial);
        assertThat(journey.get("steps")).as(serial).hasSize(1);
        Proofs.check(journey, onChain);
      }
      checkSequences(onChain, entries);
    }
  }

  private static void publish(SupplyChain chain, List<String> serials, String step) {
    for (int i = 0; i < SCANS_EACH; i++) {
      String serial = step + i;
      serials.add(serial);
      chain.publish(
          scan(
              MAKER,
              "commissioning",
              label(serial, "C", "280331"),
              "2026-11-20T08:00:0" + i + "Z",
              ""));
    }
  }

  private static void awaitAnchored(RunningApplication app, List<String> serials) {
    await()
        .atMost(Duration.ofMinutes(5))
        .untilAsserted(
            () -> {
              for (String serial : serials) {
                JsonNode journey = trace(app, serial);
                assertThat(journey.path("steps")).as(serial).hasSize(1);
                assertThat(Proofs.anchored(journey)).as(serial).isTrue();
              }
            });
  }

  private static JsonNode trace(RunningApplication app, String serial) {
    return app.get(REGULATOR, "/api/v1/packs/" + SupplyChain.GTIN + "/" + serial + "/trace").body();
  }

  /**
   * One event with one entry, and one place in the seals, for each scan; no leaf index is left out.
   *
   * @return how many entries there are, those of seals among them
   */
  private static long checkLog(RunningApplication app, int scans) {
    Seals.agree(app);
    Jdbi jdbi = app.bean(Jdbi.class);
    assertThat(count(jdbi, "SELECT count(*) FROM custody.event")).isEqualTo(scans);
    assertThat(count(jdbi, "SELECT count(DISTINCT entry_id) FROM custody.event")).isEqualTo(scans);
    assertThat(count(jdbi, "SELECT count(DISTINCT (note_id, slot)) FROM custody.sealed"))
        .isEqualTo(scans);
    await()
        .atMost(Duration.ofMinutes(5))
        .until(
            () ->
                count(
                    jdbi,
                    """
                    SELECT count(*) FROM anchoring.entry e LEFT JOIN anchoring.commitment c
                      ON c.organisation = e.organisation AND c.sequence = e.sequence
                    WHERE c.confirmed_at IS NULL
                    """),
            open -> open == 0);
    long entries = count(jdbi, "SELECT count(*) FROM anchoring.entry");
    assertThat(count(jdbi, "SELECT count(*) FROM anchoring.seal_entry"))
        .isEqualTo(entries - scans)
        .isPositive();
    assertThat(count(jdbi, "SELECT count(DISTINCT leaf_index) FROM anchoring.entry"))
        .isEqualTo(entries);
    assertThat(count(jdbi, "SELECT max(leaf_index) + 1 FROM anchoring.entry")).isEqualTo(entries);
    assertThat(count(jdbi, "SELECT count(*) FROM custody.rejection")).isZero();
    return entries;
  }

  private static long count(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** On chain: sequences without a gap, and a last size that equals the number of entries. */
  private static void checkSequences(
      Map<Bytes32, Map<Long, ChainReader.Commitment>> onChain, long entries) {
    assertThat(onChain).hasSize(1);
    Map<Long, ChainReader.Commitment> commitments = onChain.values().iterator().next();
    long expected = 1;
    long size = 0;
    for (ChainReader.Commitment commitment : commitments.values()) {
      assertThat(commitment.sequence()).isEqualTo(expected++);
      assertThat(commitment.logSize()).isGreaterThan(size);
      size = commitment.logSize();
    }
    assertThat(size).isEqualTo(entries);
  }
}
