package io.pharmatrace.anchoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.anchoring.application.StoppedLogs;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many organisations log all the time through one process. Says in its log how often each was
 * committed; {@code -Dmany.organisations=200 -Dmany.seconds=60} for figures worth telling.
 */
@PharmaTraceInfrastructure
class ManyOrganisationsIT {
  private static final Logger LOG = LoggerFactory.getLogger(ManyOrganisationsIT.class);
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final int ORGANISATIONS = Integer.getInteger("many.organisations", 30);
  private static final int SECONDS = Integer.getInteger("many.seconds", 6);

  @Test
  void eachIsCommittedAgainAndAgainAndNothingIsLost(
      Infrastructure infrastructure, @TempDir Path home) throws InterruptedException {
    try (Installation installation =
        Installation.start(infrastructure, home, Map.of("pharmatrace.anchoring.tick", "2s"))) {
      List<UUID> organisations = new ArrayList<>();
      for (int i = 0; i < ORGANISATIONS; i++) {
        organisations.add(installation.newOrganisation("pharmacist"));
      }
      await()
          .atMost(DEADLINE)
          .until(
              () ->
                  installation.count(
                          "SELECT count(*) FROM anchoring.identity WHERE admitted_in IS NOT NULL")
                      == ORGANISATIONS);
      long logged = 0;
      long begin = System.nanoTime();
      while (System.nanoTime() - begin < SECONDS * 1_000_000_000L) {
        installation.jdbi().useTransaction(handle -> logOnce(installation, handle, organisations));
        logged += ORGANISATIONS;
        Thread.sleep(1_000);
      }
      long sealed = installation.count("SELECT count(*) FROM anchoring.commitment");
      long expected = logged;
      await()
          .atMost(DEADLINE)
          .until(
              () ->
                  installation.count(
                          "SELECT coalesce(sum(log_size - first_leaf), 0)"
                              + " FROM anchoring.commitment WHERE confirmed_at IS NOT NULL")
                      == expected);
      LOG.warn(
          "{} organisations, {} s, tick 2 s: each committed {} times; from sealed {}",
          ORGANISATIONS,
          SECONDS,
          "%.1f".formatted((double) sealed / ORGANISATIONS),
          times(installation));
      assertThat(installation.get(StoppedLogs.class).reasons()).isEmpty();
    }
  }

  private static void logOnce(Installation installation, Handle handle, List<UUID> organisations) {
    EntryLog log = installation.get(EntryLog.class);
    for (UUID organisation : organisations) {
      log.append(handle, organisation, List.of(Installation.event(0)));
    }
  }

  private static String times(Installation installation) {
    return installation
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT string_agg(format('%s %s s (99th percentile %s s)', what,
                          round(median::numeric, 2), round(most::numeric, 2)), ', ')
                        FROM (
                          SELECT what, percentile_cont(0.5) WITHIN GROUP (ORDER BY s) AS median,
                                 percentile_cont(0.99) WITHIN GROUP (ORDER BY s) AS most
                          FROM anchoring.commitment CROSS JOIN LATERAL (VALUES
                            ('to journal', extract(epoch FROM journaled_at - sealed_at)),
                            ('to block', extract(epoch FROM block_time - sealed_at)),
                            ('to confirmed', extract(epoch FROM confirmed_at - sealed_at))
                          ) AS t(what, s) GROUP BY what) AS stages
                        """)
                    .mapTo(String.class)
                    .one());
  }
}
