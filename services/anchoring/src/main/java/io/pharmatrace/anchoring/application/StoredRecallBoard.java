package io.pharmatrace.anchoring.application;

import io.pharmatrace.registry.RecallBoard;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What we know of recalls on the board; the chain is not asked. */
@Singleton
final class StoredRecallBoard implements RecallBoard {
  private final Jdbi jdbi;

  StoredRecallBoard(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  @Override
  public Map<Long, Posting> postings(Collection<Long> recalls) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT k.id, t.refused, t.confirmed_at, t.block_number, t.tx_hash
                    FROM unnest(:ids) AS k (id) LEFT JOIN anchoring.recall t ON t.id = k.id
                    """)
                .bindArray("ids", Long.class, List.copyOf(recalls))
                .map((r, c) -> Map.entry(r.getLong("id"), posting(r)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Posting posting(ResultSet r) throws SQLException {
    if (r.getObject("confirmed_at") != null) {
      return new Posting(
          Status.CONFIRMED, r.getLong("block_number"), "0x" + Bytea.get(r, "tx_hash").hex(), null);
    }
    @Nullable String refused = r.getString("refused");
    return refused == null ? Posting.PENDING : new Posting(Status.REFUSED, null, null, refused);
  }
}
