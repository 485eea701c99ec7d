package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.Block;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds commitments that are on chain in blocks which were followed while their records were not
 * taken: the node gave none (behind one address there may be several nodes, of which one lags),
 * their log was stopped then, or came back from the journal later. Following begins again before
 * them; what is confirmed already is compared once more, and nothing else. Thread-safe.
 */
@Singleton
public final class Overlooked {
  private static final Logger LOG = LoggerFactory.getLogger(Overlooked.class);

  /** Block 0 of a development chain is another at each start; and it holds no commitment. */
  private static final long FIRST_BLOCK = 1;

  /** Following again costs the others time: 10 s, 20 s, 40 s ... 43 min lie between two times. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final int MOST_DOUBLINGS = 8;

  /**
   * A log whose next commitment is not confirmed.
   *
   * @param next its number
   * @param after the block of the one before it, 0 when there is none
   */
  private record Waiting(UUID organisation, Bytes32 chainId, long next, long after) {}

  /**
   * A commitment that waits though the chain has it.
   *
   * @param newest a block that is not before its own
   * @param times how often following began again for it
   * @param next not before then again
   */
  private record Look(long newest, int times, Instant next) {
    Look again() {
      Duration pause = PAUSE.multipliedBy(1L << Math.min(times, MOST_DOUBLINGS));
      return new Look(newest, times + 1, Instant.now().plus(pause));
    }
  }

  private final Jdbi jdbi;
  private final Chain chain;

  /** What is known of those that wait, by this process; forgotten when they wait no more. */
  private final Map<Waiting, Look> looks = new ConcurrentHashMap<>();

  Overlooked(Jdbi jdbi, Chain chain) {
    this.jdbi = jdbi;
    this.chain = chain;
  }

  /**
   * Looks at every log whose next commitment was sealed, or came back, some time ago.
   *
   * @throws ChainException when the node cannot be reached
   */
  public void run(ChainLink.Target target) {
    Address ledger = target.contracts().ledger();
    List<Waiting> waiting = jdbi.withHandle(Overlooked::waiting);
    looks.keySet().retainAll(waiting);
    for (Waiting log : waiting) {
      @Nullable Look look = looks.get(log);
      if (look == null && chain.lastSequence(ledger, log.chainId) >= log.next) {
        // Asked in this order, its block is not above the newest.
        look = new Look(chain.newestBlock(), 0, Instant.MIN);
        looks.put(log, look);
      }
      if (look != null && look.next.isBefore(Instant.now())) {
        followAgain(log, look);
      }
    }
  }

  private static List<Waiting> waiting(Handle handle) {
    return handle
        .createQuery(
            """
            SELECT l.organisation, l.chain_id, c.sequence, coalesce(b.block_number, 0) AS after
            FROM anchoring.commitment c
            JOIN anchoring.log l ON l.organisation = c.organisation
            JOIN anchoring.identity i ON i.organisation = c.organisation
            LEFT JOIN anchoring.commitment b
              ON b.organisation = c.organisation AND b.sequence = l.confirmed
            WHERE c.confirmed_at IS NULL AND c.sequence = l.confirmed + 1 AND l.stopped IS NULL
              AND i.admitted_in IS NOT NULL AND c.sealed_at < now() - interval '10 seconds'
            -- The furthest back first: it is enough for those behind it.
            ORDER BY after
            """)
        .map(
            (r, c) ->
                new Waiting(
                    r.getObject("organisation", UUID.class),
                    Bytea.get(r, "chain_id"),
                    r.getLong("sequence"),
                    r.getLong("after")))
        .list();
  }

  private void followAgain(Waiting log, Look look) {
    Block from =
        chain
            .block(Math.max(FIRST_BLOCK, log.after - 1))
            .orElseThrow(
                () -> new ChainException("block %d is not readable".formatted(log.after - 1)));
    boolean back = jdbi.inTransaction(handle -> followAgain(handle, log, look.newest, from));
    if (back) {
      looks.put(log, look.again());
      LOG.warn(
          "commitment {} of organisation {} is on chain and was passed over; following again from"
              + " block {}",
          log.next,
          log.organisation,
          from.number());
    }
  }

  /** Whether all blocks that may hold it were followed, and it is still not confirmed. */
  private static boolean followAgain(Handle handle, Waiting log, long newest, Block from) {
    long followed =
        handle
            .createQuery("SELECT followed FROM anchoring.chain FOR UPDATE")
            .mapTo(Long.class)
            .one();
    // Asked with the lock, without which nothing is confirmed.
    boolean waits =
        handle
            .createQuery(
                """
                SELECT EXISTS (SELECT FROM anchoring.log
                  WHERE organisation = :organisation AND confirmed = :next - 1 AND stopped IS NULL)
                """)
            .bind("organisation", log.organisation)
            .bind("next", log.next)
            .mapTo(Boolean.class)
            .one();
    if (followed < newest || !waits) {
      return false;
    }
    handle
        .createUpdate("UPDATE anchoring.chain SET followed = :number, followed_hash = :hash")
        .bind("number", from.number())
        .bind("hash", from.hash().bytes())
        .execute();
    return true;
  }
}
