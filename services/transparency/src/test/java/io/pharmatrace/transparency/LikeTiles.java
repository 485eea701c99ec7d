package io.pharmatrace.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The tiles of a log of any size whose leaves are all alike: all perfect subtrees of one height
 * have the same root, so that nothing has to be kept.
 */
final class LikeTiles implements TileReader {
  /** The root of 2^i leaves. */
  private final List<Bytes32> perfect = new ArrayList<>();

  private int reads;
  private int tiles;

  LikeTiles(Bytes32 leafHash) {
    perfect.add(leafHash);
    while (perfect.size() < Long.SIZE) {
      perfect.add(Merkle.nodeHash(perfect.getLast(), perfect.getLast()));
    }
  }

  @Override
  public Map<TileId, byte[]> read(Set<TileId> wanted) {
    reads++;
    tiles += wanted.size();
    Map<TileId, byte[]> found = new HashMap<>();
    for (TileId tile : wanted) {
      byte[] hash = perfect.get(tile.level() * TileId.HEIGHT).bytes();
      byte[] all = new byte[TileId.WIDTH * Bytes32.LENGTH];
      for (int i = 0; i < TileId.WIDTH; i++) {
        System.arraycopy(hash, 0, all, i * Bytes32.LENGTH, Bytes32.LENGTH);
      }
      found.put(tile, all);
    }
    return found;
  }

  /** Asks for something that may take one read, of so many tiles. */
  <T> T counted(Function<TileReader, T> question, int mostTiles) {
    reads = 0;
    tiles = 0;
    T answer = question.apply(this);
    assertThat(reads).isEqualTo(1);
    assertThat(tiles).isLessThanOrEqualTo(mostTiles);
    return answer;
  }

  /** By the definition of RFC 9162 section 2.1.1, and not by tiles. */
  Bytes32 root(long size) {
    if (Long.bitCount(size) == 1) {
      return perfect.get(Long.numberOfTrailingZeros(size));
    }
    long left = Long.highestOneBit(size);
    return Merkle.nodeHash(root(left), root(size - left));
  }
}
