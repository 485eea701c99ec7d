package io.pharmatrace.transparency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One append to a tiled log: fills tiles level by level, then joins the right edge to the root. */
final class TileAppend {
  private static final int LEVELS = 8;

  private final Sha256 sha = new Sha256();
  private final long size;

  /** For each level its last tile while that is not full, else nothing. */
  private final byte[][] edge = new byte[LEVELS][0];

  private final Map<TileId, byte[]> changed = new HashMap<>();

  TileAppend(TileReader reader, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("a log has no size of " + size);
    }
    this.size = size;
    Map<TileId, Integer> wanted = new HashMap<>();
    for (int level = 0; level < LEVELS; level++) {
      int width = widthOfEdge(level, size);
      if (width > 0) {
        wanted.put(edgeTile(level, size), width);
      }
    }
    TiledLog.read(reader, wanted)
        .forEach(
            (id, tile) -> {
              Integer width = wanted.get(id);
              if (width != null) {
                edge[id.level()] = Arrays.copyOf(tile, width * Bytes32.LENGTH);
              }
            });
  }

  TiledLog.Appended append(Collection<Bytes32> leafHashes) {
    byte[] row = new byte[Math.multiplyExact(leafHashes.size(), Bytes32.LENGTH)];
    int at = 0;
    for (Bytes32 leaf : leafHashes) {
      leaf.copyTo(row, at);
      at += Bytes32.LENGTH;
    }
    long newSize = Math.addExact(size, leafHashes.size());
    for (int level = 0; level < LEVELS && row.length > 0; level++) {
      row = fill(level, row);
    }
    return new TiledLog.Appended(newSize, root(newSize), changed);
  }

  /** Puts hashes at the end of a level; returns the roots of the tiles that became full. */
  private byte[] fill(int level, byte[] added) {
    long index = edgeTile(level, size).index();
    byte[] all = concat(edge[level], added);
    int tileBytes = TileId.WIDTH * Bytes32.LENGTH;
    int full = all.length / tileBytes;
    byte[] roots = new byte[full * Bytes32.LENGTH];
    for (int i = 0; i < full; i++) {
      byte[] tile = Arrays.copyOfRange(all, i * tileBytes, (i + 1) * tileBytes);
      changed.put(new TileId(level, index + i), tile);
      Merkle.rootInPlace(sha, tile.clone(), 0, TileId.WIDTH).copyTo(roots, i * Bytes32.LENGTH);
    }
    byte[] rest = Arrays.copyOfRange(all, full * tileBytes, all.length);
    if (rest.length > 0) {
      changed.put(new TileId(level, index + full), rest);
    }
    edge[level] = rest;
    return roots;
  }

  private Bytes32 root(long newSize) {
    if (newSize == 0) {
      return Merkle.EMPTY_ROOT;
    }
    List<Bytes32> peaks = new ArrayList<>();
    for (Subtree subtree : Subtree.covering(0, newSize)) {
      peaks.add(subtree.root(sha, edge[subtree.height() / TileId.HEIGHT]));
    }
    return CompactRange.fold(sha, peaks);
  }

  private static int widthOfEdge(int level, long size) {
    return (int) ((size >>> (level * TileId.HEIGHT)) % TileId.WIDTH);
  }

  private static TileId edgeTile(int level, long size) {
    return new TileId(level, (size >>> (level * TileId.HEIGHT)) / TileId.WIDTH);
  }

  private static byte[] concat(byte[] left, byte[] right) {
    byte[] all = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, all, left.length, right.length);
    return all;
  }
}
