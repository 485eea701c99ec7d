package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.Block;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For a chain that no longer has the block that was followed last. On a chain with consensus that
 * cannot happen by accident, and everything waits for a person. A development chain loses its last
 * seconds when it is killed: there the commitments and recalls of the lost blocks are open again,
 * and the same are sent anew.
 */
@Singleton
final class Rewinding {
  private static final Logger LOG = LoggerFactory.getLogger(Rewinding.class);

  private record Known(long number, Bytes32 hash) {}

  private final Jdbi jdbi;
  private final Chain chain;

  Rewinding(Jdbi jdbi, Chain chain) {
    this.jdbi = jdbi;
    this.chain = chain;
  }

  void run(ChainLink.Target target, long followed) {
    if (!target.identity().isDevelopment()) {
      throw new ChainException(
          "the chain was rewritten: it no longer has block %d as it was".formatted(followed));
    }
    Block fork = lastCommonBlock();
    LOG.warn(
        "the development chain lost its blocks after {}; what was in them is sent anew",
        fork.number());
    jdbi.useTransaction(handle -> reopen(handle, fork));
  }

  private Block lastCommonBlock() {
    List<Known> known =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT DISTINCT block_number, block_hash FROM anchoring.commitment
                        WHERE confirmed_at IS NOT NULL ORDER BY block_number DESC LIMIT 1000
                        """)
                    .map((r, c) -> new Known(r.getLong(1), Bytea.get(r, "block_hash")))
                    .list());
    for (Known candidate : known) {
      Optional<Block> block = chain.block(candidate.number);
      if (block.isPresent() && block.get().hash().equals(candidate.hash)) {
        return block.get();
      }
    }
    return chain.block(0).orElseThrow(() -> new ChainException("the chain has no block 0"));
  }

  private static void reopen(Handle handle, Block fork) {
    handle
        .createUpdate(
            """
            UPDATE anchoring.commitment SET confirmed_at = NULL, block_number = NULL,
              block_hash = NULL, block_time = NULL, tx_hash = NULL, log_index = NULL, head = NULL
            WHERE block_number > :fork
            """)
        .bind("fork", fork.number())
        .execute();
    handle
        .createUpdate(
            """
            UPDATE anchoring.log l SET confirmed = coalesce(
              (SELECT max(c.sequence) FROM anchoring.commitment c
               WHERE c.organisation = l.organisation AND c.confirmed_at IS NOT NULL), 0)
            """)
        .execute();
    handle
        .createUpdate(
            """
            UPDATE anchoring.recall SET confirmed_at = NULL, block_number = NULL, tx_hash = NULL
            WHERE block_number > :fork
            """)
        .bind("fork", fork.number())
        .execute();
    handle
        .createUpdate("UPDATE anchoring.identity SET admitted_in = NULL WHERE admitted_in > :fork")
        .bind("fork", fork.number())
        .execute();
    handle
        .createUpdate("UPDATE anchoring.chain SET followed = :fork, followed_hash = :hash")
        .bind("fork", fork.number())
        .bind("hash", fork.hash().bytes())
        .execute();
  }
}
