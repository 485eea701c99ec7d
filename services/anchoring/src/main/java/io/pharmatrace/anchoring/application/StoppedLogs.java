package io.pharmatrace.anchoring.application;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Organisations for which nothing more is committed until a person has looked at the reason. */
@Singleton
public final class StoppedLogs {
  private static final Logger LOG = LoggerFactory.getLogger(StoppedLogs.class);

  private final Jdbi jdbi;

  StoppedLogs(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Stops an organisation's log; entries are still taken, and keep waiting. */
  void stop(Handle transaction, UUID organisation, String reason) {
    int changed =
        transaction
            .createUpdate(
                """
                UPDATE anchoring.log SET stopped = :reason, stopped_at = now()
                WHERE organisation = :organisation AND stopped IS NULL
                """)
            .bind("reason", reason)
            .bind("organisation", organisation)
            .execute();
    if (changed > 0) {
      LOG.error("ALARM: anchoring of organisation {} is stopped: {}", organisation, reason);
    }
  }

  /** Those that are stopped, each with its reason. */
  public Map<UUID, String> reasons() {
    Map<UUID, String> reasons = new TreeMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT organisation, stopped FROM anchoring.log WHERE stopped IS NOT NULL")
                .map((r, c) -> Map.entry(r.getObject(1, UUID.class), r.getString(2)))
                .forEach(entry -> reasons.put(entry.getKey(), entry.getValue())));
    return reasons;
  }
}
