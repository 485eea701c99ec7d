package io.pharmatrace.anchoring.application;

import io.pharmatrace.transparency.TileId;
import io.pharmatrace.transparency.TileReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The tiles of one organisation's log, in the transaction of the handle. */
record StoredTiles(Handle handle, UUID organisation) implements TileReader {
  @Override
  public Map<TileId, byte[]> read(Set<TileId> tiles) {
    List<TileId> wanted = List.copyOf(tiles);
    return handle
        .createQuery(
            """
            SELECT t.level, t.index, t.hashes
            FROM unnest(:levels, :indexes) AS w(level, index)
            JOIN anchoring.tile t
              ON t.organisation = :organisation AND t.level = w.level AND t.index = w.index
            """)
        .bindArray("levels", Short.class, wanted.stream().map(t -> (short) t.level()).toList())
        .bindArray("indexes", Long.class, wanted.stream().map(TileId::index).toList())
        .bind("organisation", organisation)
        .map((r, c) -> Map.entry(new TileId(r.getInt(1), r.getLong(2)), r.getBytes(3)))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Stores new and grown tiles. */
  void write(Map<TileId, byte[]> tiles) {
    List<Map.Entry<TileId, byte[]>> rows = List.copyOf(tiles.entrySet());
    handle
        .createUpdate(
            """
            INSERT INTO anchoring.tile (organisation, level, index, hashes)
            SELECT :organisation, level, index, hashes
            FROM unnest(:levels, :indexes, :hashes) AS w(level, index, hashes)
            ON CONFLICT (organisation, level, index) DO UPDATE SET hashes = excluded.hashes
            """)
        .bind("organisation", organisation)
        .bindArray(
            "levels", Short.class, rows.stream().map(t -> (short) t.getKey().level()).toList())
        .bindArray("indexes", Long.class, rows.stream().map(t -> t.getKey().index()).toList())
        .bind("hashes", Bytea.array(rows.stream().map(Map.Entry::getValue).toList()))
        .execute();
  }
}
