package io.pharmatrace.transparency;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Tiles in a map, counting reads. */
final class MemoryTiles implements TileReader {
  final Map<TileId, byte[]> stored = new HashMap<>();
  int reads;
  int tilesRead;

  @Override
  public Map<TileId, byte[]> read(Set<TileId> tiles) {
    reads++;
    tilesRead += tiles.size();
    Map<TileId, byte[]> found = new HashMap<>();
    for (TileId id : tiles) {
      byte[] tile = stored.get(id);
      if (tile != null) {
        found.put(id, tile);
      }
    }
    return found;
  }

  TiledLog.Appended append(long size, Collection<Bytes32> leaves) {
    TiledLog.Appended appended = TiledLog.append(this, size, leaves);
    stored.putAll(appended.tiles());
    return appended;
  }
}
