package io.pharmatrace.transparency;

import java.util.Map;
import java.util.Set;

/** Where the tiles of one log are kept. */
@FunctionalInterface
public interface TileReader {
  /**
   * Reads tiles. A tile is the concatenation of its hashes, 32 bytes each, at most 256. It may be
   * wider than the log was at the size in question, because a tile only ever grows at its end.
   *
   * @return every tile asked for; a missing one means that the store is damaged
   */
  Map<TileId, byte[]> read(Set<TileId> tiles);
}
