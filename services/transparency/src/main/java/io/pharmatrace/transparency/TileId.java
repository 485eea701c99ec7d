package io.pharmatrace.transparency;

/**
 * The place of a tile: 256 hashes of one row of the tree, cut as in C2SP tlog-tiles. Tile {@code
 * index} of {@code level} holds the roots of the perfect subtrees of 256^level leaves from number
 * {@code index * 256} on.
 *
 * @param level 0 for leaf hashes, up to 7
 * @param index number of the tile in its level, from 0
 */
public record TileId(int level, long index) {
  /** Hashes in a full tile. */
  public static final int WIDTH = 256;

  /** Rows of the tree that one level of tiles spans: 2^8 = 256. */
  static final int HEIGHT = 8;

  public TileId {
    if (level < 0 || level > 7 || index < 0) {
      throw new IllegalArgumentException("no tile %d of level %d".formatted(index, level));
    }
  }
}
