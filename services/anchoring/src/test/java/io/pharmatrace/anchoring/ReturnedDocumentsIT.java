package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.ChainLink;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A document is told again in the very moment in which its entry comes back from the journal. */
@PharmaTraceInfrastructure
class ReturnedDocumentsIT {
  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final String WAITING =
      "SELECT count(*) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND wait_event_type = 'Lock'";

  @SuppressWarnings("NullAway.Init")
  private static Infrastructure infrastructure;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path home;

  @SuppressWarnings("NullAway.Init")
  private static UUID maker;

  private static final NewEntry LOST = Installation.event(1);
  private static final NewEntry TOLD_AGAIN = Installation.event(2);

  @BeforeAll
  static void goOnAfterABackup() throws SQLException {
    try (Installation installation = start("")) {
      maker = installation.newOrganisation("manufacturer");
      installation.append(maker, 1);
      awaitAnchored(installation);
    }
    Installation.copyDatabase(infrastructure, "_told");
    try (Installation installation = start("")) {
      for (NewEntry entry : List.of(LOST, TOLD_AGAIN)) {
        installation.jdbi().useTransaction(handle -> append(installation, handle, entry));
      }
      awaitAnchored(installation);
    }
  }

  @Test
  void whoWasFirstIsSeenByTheOther() {
    try (Installation another = start("_told", "custody");
        Handle capture = another.jdbi().open()) {
      capture.begin();
      append(another, capture, TOLD_AGAIN);
      try (Installation restored = start("_told")) {
        await().atMost(DEADLINE).until(() -> restored.count(WAITING) > 0);
        assertThat(restored.get(ChainLink.class).ready()).isEmpty();
        capture.commit();
        awaitAnchored(restored);
        assertThat(lost(restored)).containsExactly(LOST.contentDigest().toString());
        toldWhileItComesBack(restored, capture);
      }
    }
  }

  /** The other way round: what comes back has its place, and is not committed yet. */
  private static void toldWhileItComesBack(Installation restored, Handle replay) {
    replay.begin();
    replay.execute("SELECT FROM anchoring.log WHERE organisation = ? FOR UPDATE", maker);
    replay.execute("UPDATE anchoring.returned SET found_at = NULL");
    CompletableFuture<Void> capture =
        CompletableFuture.runAsync(
            () -> restored.jdbi().useTransaction(h -> append(restored, h, TOLD_AGAIN)));
    await().atMost(DEADLINE).until(() -> restored.count(WAITING) > 0);
    replay.commit();
    capture.join();
    assertThat(lost(restored)).containsExactly(LOST.contentDigest().toString());
  }

  private static void append(Installation installation, Handle transaction, NewEntry entry) {
    installation.get(EntryLog.class).append(transaction, maker, List.of(entry));
  }

  private static List<String> lost(Installation restored) {
    return restored
        .jdbi()
        .withHandle(h -> restored.get(ReturnedEntries.class).list(h, 0, 10, true))
        .stream()
        .map(entry -> entry.contentDigest().toString())
        .toList();
  }

  private static void awaitAnchored(Installation installation) {
    await()
        .atMost(DEADLINE)
        .until(
            () ->
                installation.get(ChainLink.class).ready().isPresent()
                    && installation.count(
                            "SELECT count(*) FROM anchoring.entry e"
                                + " LEFT JOIN anchoring.commitment c USING (organisation, sequence)"
                                + " WHERE c.confirmed_at IS NULL")
                        == 0);
  }

  private static Installation start(String suffix) {
    return start(suffix, "anchoring");
  }

  private static Installation start(String suffix, String roles) {
    return Installation.start(
        infrastructure,
        home,
        Map.of(
            "datasources.default.url",
            infrastructure.postgres().jdbcUrl() + suffix,
            "pharmatrace.roles",
            roles));
  }
}
