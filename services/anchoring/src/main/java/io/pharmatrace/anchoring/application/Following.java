package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.Block;
import io.pharmatrace.anchoring.domain.CommittedRecord;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Reads the chain block by block from where it stopped last time and gives every record about our
 * organisations to {@link Confirmation}, in one transaction with the new position. Several
 * processes may do it: of each stretch of blocks one result is stored.
 */
@Singleton
public final class Following {
  private static final int MAX_BLOCKS = 500;

  private record Cursor(long number, Bytes32 hash) {}

  private final Jdbi jdbi;
  private final Chain chain;
  private final Confirmation confirmation;
  private final Rewinding rewinding;
  private final ChainHead head;
  private final Steps steps;
  private volatile int stretch = MAX_BLOCKS;

  Following(
      Jdbi jdbi,
      Chain chain,
      Confirmation confirmation,
      Rewinding rewinding,
      ChainHead head,
      Steps steps) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.confirmation = confirmation;
    this.rewinding = rewinding;
    this.head = head;
    this.steps = steps;
  }

  /**
   * Follows the next stretch.
   *
   * @return whether there is more
   * @throws ChainException when the node cannot be reached or is behind, or the chain was rewritten
   */
  public boolean run(ChainLink.Target target) {
    Cursor cursor = jdbi.withHandle(handle -> cursor(handle, false));
    long newest = chain.newestBlock();
    head.seen(newest);
    Optional<Block> followed = chain.block(cursor.number);
    if (followed.isEmpty() && newest >= cursor.number) {
      return false; // The number runs ahead of the block for a moment.
    }
    // A development chain that was killed is shorter; others are not, but a node may be behind.
    if (followed.isEmpty() && !target.identity().isDevelopment()) {
      chain.behind();
      throw new ChainException(
          "the node is behind: it is at block %d, and block %d was followed"
              .formatted(newest, cursor.number));
    }
    if (followed.isEmpty() || !followed.get().hash().equals(cursor.hash)) {
      rewinding.run(target, cursor.number);
      return true;
    }
    long to = Math.min(newest, cursor.number + stretch);
    if (to <= cursor.number) {
      return false; // Behind one address the number may be that of a node that lags.
    }
    Optional<Block> last = chain.block(to);
    if (last.isEmpty()) {
      return false;
    }
    boolean done = false;
    try {
      store(cursor, last.get(), records(target, cursor.number + 1, to));
      done = true;
    } finally {
      // What is too much for the node, for memory or for the database fails again and again.
      stretch =
          done
              ? Math.min(MAX_BLOCKS, stretch * 2)
              : Math.max(1, Math.toIntExact(to - cursor.number) / 2);
    }
    return to < newest;
  }

  private Map<CommittedRecord, Block> records(ChainLink.Target target, long from, long to) {
    List<CommittedRecord> all = chain.committed(target.contracts().ledger(), from, to);
    Map<CommittedRecord, Block> ours = new java.util.LinkedHashMap<>();
    if (all.isEmpty()) {
      return ours;
    }
    Set<Bytes32> known = jdbi.withHandle(Following::organisations);
    Map<Long, Block> blocks = new HashMap<>();
    for (CommittedRecord record : all) {
      if (known.contains(record.organisation())) {
        ours.put(record, blocks.computeIfAbsent(record.blockNumber(), n -> block(record)));
      }
    }
    return ours;
  }

  private Block block(CommittedRecord record) {
    return chain
        .block(record.blockNumber())
        .filter(block -> block.hash().equals(record.blockHash()))
        .orElseThrow(
            () ->
                new ChainException("block %d is not readable yet".formatted(record.blockNumber())));
  }

  private void store(Cursor before, Block last, Map<CommittedRecord, Block> records) {
    if (!records.isEmpty()) {
      steps.reached(Steps.OBSERVED);
    }
    jdbi.useTransaction(
        handle -> {
          if (!cursor(handle, true).equals(before) || !Completion.isDone(handle)) {
            return; // Another process has stored this stretch; or records may not be known yet.
          }
          records.forEach((record, block) -> confirmation.take(handle, record, block));
          handle
              .createUpdate("UPDATE anchoring.chain SET followed = :number, followed_hash = :hash")
              .bind("number", last.number())
              .bind("hash", last.hash().bytes())
              .execute();
        });
    if (!records.isEmpty()) {
      steps.reached(Steps.CONFIRMED);
    }
  }

  private static Cursor cursor(Handle handle, boolean lock) {
    return handle
        .createQuery(
            "SELECT followed, followed_hash FROM anchoring.chain" + (lock ? " FOR UPDATE" : ""))
        .map((r, c) -> new Cursor(r.getLong(1), Bytea.get(r, "followed_hash")))
        .one();
  }

  private static Set<Bytes32> organisations(Handle handle) {
    return handle
        .createQuery("SELECT chain_id FROM anchoring.log")
        .map((r, c) -> Bytea.get(r, "chain_id"))
        .set();
  }
}
