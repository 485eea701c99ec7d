package io.pharmatrace.custody.application.seals;

import io.micronaut.context.annotation.Value;
import io.pharmatrace.anchoring.SealLog;
import io.pharmatrace.custody.Suspicion;
import io.pharmatrace.custody.Suspicions;
import io.pharmatrace.gs1.Epc;
import io.pharmatrace.transparency.UnsaltedUnit;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Tells sender and receiver, once for each handover, that it is not on chain after a long time: by
 * custody the receiver has the units, but nobody can show that yet. The sender's log stands still,
 * or the receiver's, whose acceptance comes first. Thread-safe; several processes share the work.
 */
@Singleton
public class PendingHandovers {
  private static final int AT_ONCE = 100;

  private record Pending(long acceptance, UUID sender, UUID receiver, OffsetDateTime logged) {}

  private final Jdbi jdbi;
  private final SealLog log;
  private final Suspicions suspicions;
  private final Duration deadline;

  PendingHandovers(
      Jdbi jdbi,
      SealLog log,
      Suspicions suspicions,
      @Value("${pharmatrace.custody.handover-pending:24h}") Duration deadline) {
    this.jdbi = jdbi;
    this.log = log;
    this.suspicions = suspicions;
    this.deadline = deadline;
  }

  /**
   * Tells of the next ones.
   *
   * @return whether there may be more
   */
  public boolean tellNext() {
    return jdbi.inTransaction(
        handle -> {
          List<Pending> found = overdue(handle);
          suspicions.raise(
              handle, found.stream().map(pending -> suspicion(handle, pending)).toList());
          return found.size() == AT_ONCE;
        });
  }

  private List<Pending> overdue(Handle handle) {
    return handle
        .createQuery(
            """
            WITH told AS (
              INSERT INTO custody.handover_told (entry_id)
              SELECT p.entry_id FROM anchoring.pending_handovers p
              WHERE p.logged < now() - make_interval(secs => :deadline)
                AND NOT EXISTS (SELECT FROM custody.handover_told t WHERE t.entry_id = p.entry_id)
              ORDER BY p.entry_id LIMIT :limit
              ON CONFLICT DO NOTHING RETURNING entry_id)
            SELECT p.* FROM anchoring.pending_handovers p JOIN told USING (entry_id)
            """)
        .bind("deadline", deadline.toMillis() / 1000.0)
        .bind("limit", AT_ONCE)
        .map(
            (r, c) ->
                new Pending(
                    r.getLong("acceptance_id"),
                    r.getObject("sender", UUID.class),
                    r.getObject("receiver", UUID.class),
                    r.getObject("logged", OffsetDateTime.class)))
        .list();
  }

  private Suspicion suspicion(Handle handle, Pending pending) {
    List<UnsaltedUnit> units = log.entry(handle, pending.acceptance).units();
    return new Suspicion(
            Suspicions.Code.HANDOVER_PENDING,
            pending.receiver,
            null,
            Epc.parse(units.getFirst().epc()).toOptional().orElseThrow(),
            pending.logged,
            "Received, but the handover is not on chain; units: " + units.size() + ".")
        .concerning(Set.of(pending.sender));
  }
}
