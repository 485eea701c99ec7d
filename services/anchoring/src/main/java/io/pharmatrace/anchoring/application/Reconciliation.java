package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Compares our bookkeeping with the last commitment and head that the chain keeps, when a process
 * or the database starts: a log that lacks something is noticed before it contradicts the chain.
 */
@Singleton
final class Reconciliation {
  private record Log(UUID organisation, Bytes32 chainId) {}

  private final Jdbi jdbi;
  private final Chain chain;
  private final StoppedLogs stopped;

  Reconciliation(Jdbi jdbi, Chain chain, StoppedLogs stopped) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.stopped = stopped;
  }

  /**
   * Stops every log that contradicts the chain.
   *
   * @param hint what else is known of why something may be missing; may be empty
   */
  void run(Address ledger, String hint) {
    List<Log> logs =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT l.organisation, l.chain_id FROM anchoring.log l
                        JOIN anchoring.identity i ON i.organisation = l.organisation
                        WHERE l.stopped IS NULL
                        """)
                    .map((r, c) -> new Log(r.getObject(1, UUID.class), Bytea.get(r, "chain_id")))
                    .list());
    // The chain is asked first: ours can only have grown since, so being behind it is no accident.
    long block = chain.newestBlock();
    logs.forEach(log -> compare(log, chain.last(ledger, log.chainId, block), hint));
  }

  private void compare(Log log, Chain.Last last, String hint) {
    long onChain = last.sequence();
    jdbi.useTransaction(
        handle -> {
          long ours =
              handle
                  .createQuery(
                      "SELECT sequence FROM anchoring.log WHERE organisation = :organisation")
                  .bind("organisation", log.organisation)
                  .mapTo(Long.class)
                  .one();
          if (onChain > ours) {
            stopped.stop(
                handle,
                log.organisation,
                ("the chain has commitment %d; database and journal end at %d: what is between them is"
                        + " missing, and without it the log would fork%s")
                    .formatted(onChain, ours, hint));
          } else if (onChain > 0) {
            @Nullable Bytes32 expected = confirmedHead(handle, log.organisation, onChain);
            if (expected != null && !expected.equals(last.head())) {
              stopped.stop(
                  handle,
                  log.organisation,
                  "the head on chain after commitment %d is not the one confirmed"
                      .formatted(onChain));
            }
          }
        });
  }

  private static @Nullable Bytes32 confirmedHead(Handle handle, UUID organisation, long sequence) {
    return handle
        .createQuery(
            """
            SELECT head FROM anchoring.commitment
            WHERE organisation = :organisation AND sequence = :sequence AND head IS NOT NULL
            """)
        .bind("organisation", organisation)
        .bind("sequence", sequence)
        .map((r, c) -> Bytea.get(r, "head"))
        .findOne()
        .orElse(null);
  }
}
