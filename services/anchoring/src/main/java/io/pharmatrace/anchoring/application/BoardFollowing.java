package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.domain.DeclaredRecall;
import io.pharmatrace.platform.Columns;
import io.pharmatrace.platform.Steps;
import io.pharmatrace.transparency.Address;
import jakarta.inject.Singleton;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Reads what was declared on RecallBoard, by whomever. */
@Singleton
public final class BoardFollowing extends EventFollowing<DeclaredRecall> {
  private final Board board;

  BoardFollowing(Jdbi jdbi, Chain chain, Steps steps, RecallBoardLink link, Board board) {
    super(jdbi, chain, steps, link, "board");
    this.board = board;
  }

  @Override
  List<DeclaredRecall> events(Address address, long from, long to) {
    return board.declared(address, from, to);
  }

  @Override
  void forget(Handle handle) {
    handle.execute("DELETE FROM anchoring.declared");
  }

  @Override
  void insert(Handle handle, List<DeclaredRecall> found) {
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
}
