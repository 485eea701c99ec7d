package io.pharmatrace.transparency;

import java.util.ArrayList;
import java.util.List;

/**
 * A perfect subtree: the {@code 2^height} leaves from {@code index * 2^height} on. Its root never
 * changes once they exist, which is why tiles can store it.
 */
record Subtree(int height, long index) {
  /** The tile that holds this root, or the hashes below it that give it. */
  TileId tile() {
    return new TileId(height / TileId.HEIGHT, firstHash() / TileId.WIDTH);
  }

  /** Hashes that the tile must have for this root to be computed from it. */
  int tileWidthNeeded() {
    return positionInTile() + hashes();
  }

  Bytes32 root(Sha256 sha, byte[] tile) {
    byte[] row = new byte[hashes() * Bytes32.LENGTH];
    System.arraycopy(tile, positionInTile() * Bytes32.LENGTH, row, 0, row.length);
    return Merkle.rootInPlace(sha, row, 0, hashes());
  }

  private int hashes() {
    return 1 << (height % TileId.HEIGHT);
  }

  private long firstHash() {
    return index << (height % TileId.HEIGHT);
  }

  private int positionInTile() {
    return (int) (firstHash() % TileId.WIDTH);
  }

  /**
   * The perfect subtrees, largest first, of a range of leaves that is itself a subtree of some log:
   * {@code begin} is a multiple of the smallest power of two that is not less than its length.
   */
  static List<Subtree> covering(long begin, long end) {
    List<Subtree> subtrees = new ArrayList<>();
    long at = begin;
    while (at < end) {
      int height = Long.SIZE - 1 - Long.numberOfLeadingZeros(end - at);
      subtrees.add(new Subtree(height, at >>> height));
      at += 1L << height;
    }
    return subtrees;
  }
}
