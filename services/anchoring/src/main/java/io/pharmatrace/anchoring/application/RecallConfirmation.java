package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.BoardRecord;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Notes which recalls the board has. It is asked recall by recall, because they are few, and
 * because one may stand there that somebody else brought before we followed the chain.
 */
@Singleton
public final class RecallConfirmation {
  private static final int BATCH = 100;

  private final Jdbi jdbi;
  private final Board board;

  RecallConfirmation(Jdbi jdbi, Board board) {
    this.jdbi = jdbi;
    this.board = board;
  }

  /**
   * Looks for what was sent.
   *
   * @throws ChainException when the node cannot be reached
   */
  public void run() {
    for (OpenRecall recall : jdbi.withHandle(RecallConfirmation::sent)) {
      Optional<BoardRecord> found = board.find(recall.board(), recall.statement());
      found.ifPresent(record -> jdbi.useHandle(handle -> confirm(handle, recall.id(), record)));
    }
  }

  private static List<OpenRecall> sent(Handle handle) {
    return handle
        .createQuery(
            "SELECT "
                + OpenRecall.COLUMNS
                + OpenRecall.FROM
                + """
                  WHERE t.confirmed_at IS NULL
                    AND EXISTS (SELECT FROM anchoring.submission s
                                WHERE s.recall_id = t.id AND s.sent_at IS NOT NULL)
                  ORDER BY t.id LIMIT :batch
                  """)
        .bind("batch", BATCH)
        .map((r, c) -> OpenRecall.map(r))
        .list();
  }

  private static void confirm(Handle handle, long recall, BoardRecord record) {
    handle
        .createUpdate(
            """
            UPDATE anchoring.recall
            SET confirmed_at = now(), block_number = :block, tx_hash = :tx, refused = NULL,
                ask_again = NULL
            WHERE id = :id AND confirmed_at IS NULL
            """)
        .bind("block", record.blockNumber())
        .bind("tx", record.transactionHash().bytes())
        .bind("id", recall)
        .execute();
  }
}
