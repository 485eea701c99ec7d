package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.Block;
import io.pharmatrace.anchoring.domain.DeclaredRecall;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.transparency.Address;
import io.pharmatrace.transparency.Bytes32;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the first block on what was declared on RecallBoard, by whomever. Several processes
 * may do it: of each stretch of blocks one result is stored. The blocks before are read once more
 * with it: behind one address there may be several nodes, of which one gave a block, and another,
 * which lagged, no records of it. (The ledger tells what it has, so {@link Overlooked} asks it; the
 * board does not.) When the chain was rewritten it begins anew. Thread-safe.
 */
@Singleton
public final class BoardFollowing {
  private static final int MAX_BLOCKS = 1_000;

  /**
   * Blocks that are read once more: so far behind may a node be, at a block a second 17 minutes.
   */
  private static final int AGAIN = 1_000;

  private record Cursor(long number, @Nullable Bytes32 hash) {}

  private final Jdbi jdbi;
  private final Chain chain;
  private final Board board;
  private final RecallBoardLink link;

  BoardFollowing(Jdbi jdbi, Chain chain, Board board, RecallBoardLink link) {
    this.jdbi = jdbi;
    this.chain = chain;
    this.board = board;
    this.link = link;
  }

  /**
   * Reads the next stretch.
   *
   * @return whether there is more
   * @throws ChainException when the node cannot be reached
   */
  public boolean run(ChainLink.Target target) {
    @Nullable Address address = link.address().orElse(null);
    if (address == null) {
      return false;
    }
    Cursor cursor = jdbi.withHandle(handle -> cursor(handle, false));
    long newest = chain.newestBlock();
    @Nullable Bytes32 hash = cursor.hash();
    if (hash != null) {
      Optional<Block> followed = chain.block(cursor.number());
      if (followed.isEmpty() && (newest >= cursor.number() || !target.identity().isDevelopment())) {
        return false; // The number runs ahead of the block for a moment, or the node is behind.
      }
      if (followed.isEmpty() || !followed.get().hash().equals(hash)) {
        store(cursor, new Cursor(0, null), List.of());
        return true;
      }
    }
    long to = Math.min(newest, cursor.number() + MAX_BLOCKS);
    Optional<Block> last = to == cursor.number() ? Optional.empty() : chain.block(to);
    if (last.isEmpty()) {
      return false;
    }
    List<DeclaredRecall> found =
        board.declared(address, Math.max(0, cursor.number() + 1 - AGAIN), to);
    store(cursor, new Cursor(to, last.get().hash()), found);
    return to < newest;
  }

  /** A position of null hash is the beginning: what was read before is forgotten. */
  private void store(Cursor before, Cursor next, List<DeclaredRecall> found) {
    jdbi.useTransaction(
        handle -> {
          if (!cursor(handle, true).equals(before)) {
            return; // Another process has stored this stretch.
          }
          if (next.hash() == null) {
            handle.execute("DELETE FROM anchoring.declared");
          }
          insert(handle, found);
          handle
              .createUpdate(
                  "UPDATE anchoring.chain SET board_followed = :number, board_hash = :hash")
              .bind("number", next.number())
              .bindByType("hash", next.hash() == null ? null : next.hash().bytes(), byte[].class)
              .execute();
        });
  }

  private static void insert(Handle handle, List<DeclaredRecall> found) {
    if (found.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            INSERT INTO anchoring.declared (gtin, lot, country, block_number)
            SELECT * FROM unnest(:gtins, :lots, :countries, :blocks) ON CONFLICT DO NOTHING
            """)
        .bindArray("gtins", String.class, Columns.of(found, DeclaredRecall::gtin))
        .bindArray("lots", String.class, Columns.of(found, DeclaredRecall::lot))
        .bindArray("countries", String.class, Columns.of(found, DeclaredRecall::country))
        .bindArray("blocks", Long.class, Columns.of(found, DeclaredRecall::block))
        .execute();
  }

  private static Cursor cursor(Handle handle, boolean lock) {
    return handle
        .createQuery(
            "SELECT board_followed, board_hash FROM anchoring.chain" + (lock ? " FOR UPDATE" : ""))
        .map(
            (r, c) ->
                new Cursor(r.getLong(1), r.getBytes(2) == null ? null : Bytea.get(r, "board_hash")))
        .one();
  }
}
