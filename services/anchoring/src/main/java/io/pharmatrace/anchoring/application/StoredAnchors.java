package io.pharmatrace.anchoring.application;

import io.pharmatrace.anchoring.AnchoredEntry;
import io.pharmatrace.anchoring.Anchors;
import io.pharmatrace.anchoring.EntryStatus;
import io.pharmatrace.transparency.ConsistencyProof;
import io.pharmatrace.transparency.Entry;
import io.pharmatrace.transparency.EntrySecret;
import io.pharmatrace.transparency.EntryType;
import io.pharmatrace.transparency.LoggedEntry;
import io.pharmatrace.transparency.TiledLog;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Reads status and proofs from the tables. */
@Singleton
final class StoredAnchors implements Anchors {
  private record Row(long id, UUID organisation, Entry entry, EntryStatus status) {}

  @Override
  public Map<Long, EntryStatus> statuses(Handle handle, Collection<Long> entryIds) {
    Map<Long, EntryStatus> statuses = new HashMap<>();
    rows(handle, entryIds).forEach(row -> statuses.put(row.id, row.status));
    return statuses;
  }

  @Override
  public Optional<AnchoredEntry> proof(Handle handle, long entryId) {
    return Optional.ofNullable(proofs(handle, List.of(entryId)).get(entryId));
  }

  @Override
  public Map<Long, AnchoredEntry> proofs(Handle handle, Collection<Long> entryIds) {
    Map<Long, AnchoredEntry> proofs = new HashMap<>();
    for (Row row : rows(handle, entryIds)) {
      if (row.status instanceof EntryStatus.Anchored anchored) {
        StoredTiles tiles = new StoredTiles(handle, row.organisation);
        LoggedEntry logged =
            new LoggedEntry(
                row.entry,
                TiledLog.inclusionProof(tiles, anchored.leafIndex(), anchored.logSize()));
        proofs.put(row.id, new AnchoredEntry(logged, anchored));
      }
    }
    return proofs;
  }

  @Override
  public ConsistencyProof consistency(
      Handle handle, UUID organisation, long firstSize, long secondSize) {
    return TiledLog.consistencyProof(new StoredTiles(handle, organisation), firstSize, secondSize);
  }

  private static List<Row> rows(Handle handle, Collection<Long> entryIds) {
    return handle
        .createQuery(
            """
            SELECT e.id, e.organisation, e.type, e.content_digest, e.units_root, e.secret,
                   e.leaf_index, e.sequence, l.chain_id, c.log_size, c.log_root, c.confirmed_at,
                   c.block_number, c.block_hash, c.block_time, c.tx_hash, c.log_index
            FROM anchoring.entry e
            JOIN anchoring.log l ON l.organisation = e.organisation
            LEFT JOIN anchoring.commitment c
              ON c.organisation = e.organisation AND c.sequence = e.sequence
            WHERE e.id = ANY(:ids)
            """)
        .bindArray("ids", Long.class, List.copyOf(entryIds))
        .map((r, c) -> row(r))
        .list();
  }

  private static Row row(ResultSet r) throws SQLException {
    EntrySecret secret = new EntrySecret(Bytea.get(r, "secret"));
    Entry entry =
        new Entry(
            EntryType.ofCode(r.getInt("type")),
            secret.entrySalt(),
            Bytea.get(r, "content_digest"),
            Bytea.get(r, "units_root"));
    return new Row(r.getLong("id"), r.getObject("organisation", UUID.class), entry, status(r));
  }

  private static EntryStatus status(ResultSet r) throws SQLException {
    if (r.getObject("confirmed_at") == null) {
      return new EntryStatus.Pending();
    }
    return new EntryStatus.Anchored(
        Bytea.get(r, "chain_id"),
        r.getLong("leaf_index"),
        r.getLong("sequence"),
        r.getLong("log_size"),
        Bytea.get(r, "log_root"),
        r.getLong("block_number"),
        Bytea.get(r, "block_hash"),
        r.getObject("block_time", OffsetDateTime.class).toInstant(),
        Bytea.get(r, "tx_hash"),
        r.getInt("log_index"));
  }
}
