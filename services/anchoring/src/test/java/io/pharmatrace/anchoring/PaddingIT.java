package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.anchoring.application.StoppedLogs;
import io.pharmatrace.anchoring.domain.CommittedRecord;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With padding, neither rate nor size of commitments tells how much an organisation does. */
@PharmaTraceInfrastructure
class PaddingIT {
  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static final int ENTRIES = 6;
  private static final int CLOSURES = 3;

  @Test
  void whoIsSilentAndWhoIsBusyLookAlike(Infrastructure infrastructure, @TempDir Path home)
      throws SQLException {
    SealedPacks packs = new SealedPacks();
    UUID busy;
    UUID silent;
    List<Long> said;
    try (Installation installation = start(infrastructure, home, "")) {
      busy = installation.newOrganisation("manufacturer");
      silent = installation.newOrganisation("pharmacist");
      installation.append(silent, 1);
      packs.batch(installation, busy, 20);
      said = installation.append(busy, 4 * ENTRIES);
      await().atMost(DEADLINE).until(() -> installation.get(ChainLink.class).ready().isPresent());
      for (int pack = 0; pack < 2 * CLOSURES + 1; pack++) {
        packs.end(installation, busy, pack);
      }
      await().atMost(DEADLINE).until(() -> isAllOnChain(installation, busy));
      awaitCommitments(installation, silent, 4);
      assertAlike(installation, busy);
      assertAlike(installation, silent);
    }
    Installation.copyDatabase(infrastructure, "_padded");

    List<String> before;
    try (Installation installation = start(infrastructure, home, "")) {
      awaitCommitments(installation, silent, commitments(installation, silent) + 2);
      awaitCommitments(installation, busy, commitments(installation, busy) + 2);
      before = log(installation);
    }
    try (Installation restored = start(infrastructure, home, "_padded")) {
      await().atMost(DEADLINE).until(() -> restored.get(ChainLink.class).ready().isPresent());
      await().atMost(DEADLINE).until(() -> log(restored).containsAll(before));
      assertThat(restored.get(StoppedLogs.class).reasons()).isEmpty();
      assertThat(lost(restored)).as("padding is no lost document").isEmpty();
      assertAlike(restored, busy);
      assertAlike(restored, silent);
      assertThat(restored.anchored(said)).isEqualTo(said.size());
    }
  }

  /** Each commitment on chain has as many entries, and as many closures, as every other. */
  private static void assertAlike(Installation installation, UUID organisation) {
    Map<Long, CommittedRecord> onChain =
        new TreeMap<>(LogAssert.onChain(installation, organisation));
    onChain.forEach(
        (sequence, record) ->
            assertThat(record.logSize()).as("log at %d", sequence).isEqualTo(ENTRIES * sequence));
    List<Long> closures =
        installation
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            SELECT octet_length(closures) / 96 FROM anchoring.commitment
                            WHERE organisation = :organisation AND confirmed_at IS NOT NULL
                            """)
                        .bind("organisation", organisation)
                        .mapTo(Long.class)
                        .list());
    assertThat(closures).isNotEmpty().containsOnly((long) CLOSURES);
  }

  /** What was said, and the slots that it closes. */
  private static boolean isAllOnChain(Installation installation, UUID organisation) {
    return installation.count(
            """
            SELECT count(*) FROM anchoring.entry e
            LEFT JOIN anchoring.closing k ON k.entry_id = e.id
            WHERE e.organisation = '%s' AND e.type <> 255
              AND (NOT EXISTS (SELECT FROM anchoring.commitment c
                               WHERE c.organisation = e.organisation AND c.sequence = e.sequence
                                 AND c.confirmed_at IS NOT NULL)
                OR k.entry_id IS NOT NULL AND NOT EXISTS (
                     SELECT FROM anchoring.commitment c
                     WHERE c.organisation = k.organisation AND c.sequence = k.sequence
                       AND c.confirmed_at IS NOT NULL))
            """
                .formatted(organisation))
        == 0;
  }

  private static void awaitCommitments(Installation installation, UUID organisation, long count) {
    await().atMost(DEADLINE).until(() -> commitments(installation, organisation) >= count);
  }

  private static long commitments(Installation installation, UUID organisation) {
    return installation.count(
        "SELECT confirmed FROM anchoring.log WHERE organisation = '" + organisation + "'");
  }

  private static List<ReturnedEntry> lost(Installation restored) {
    return restored
        .jdbi()
        .withHandle(h -> restored.get(ReturnedEntries.class).list(h, 0, 1000, true));
  }

  /** What is confirmed. */
  private static List<String> log(Installation installation) {
    return installation
        .jdbi()
        .withHandle(
            h ->
                h.createQuery(
                        """
                        SELECT concat_ws('|', organisation, sequence, log_size, log_root, closures,
                                         head)
                        FROM anchoring.commitment WHERE confirmed_at IS NOT NULL
                        """)
                    .mapTo(String.class)
                    .list());
  }

  private static Installation start(Infrastructure infrastructure, Path home, String copy) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("pharmatrace.anchoring.padding", "on");
    settings.put("pharmatrace.anchoring.padded-entries", ENTRIES);
    settings.put("pharmatrace.anchoring.padded-closures", CLOSURES);
    settings.put("datasources.default.url", infrastructure.postgres().jdbcUrl() + copy);
    return Installation.start(infrastructure, home, settings);
  }
}
