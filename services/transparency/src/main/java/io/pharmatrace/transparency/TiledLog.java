package io.pharmatrace.transparency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A log kept as tiles: pure functions that read tiles, at most one read each and O(log n) tiles,
 * and never write. Safe for use by several threads as far as the reader is.
 *
 * <p>All throw {@link DamagedLogException} when the reader does not give a tile that the size calls
 * for.
 */
public final class TiledLog {
  private TiledLog() {}

  /**
   * Appends leaf hashes.
   *
   * @param size leaves before
   * @return the new size, root and the tiles to be written, whole
   */
  public static Appended append(TileReader reader, long size, Collection<Bytes32> leafHashes) {
    return new TileAppend(reader, size).append(leafHashes);
  }

  /** The root of the log at a size, {@link Merkle#EMPTY_ROOT} at 0. */
  public static Bytes32 root(TileReader reader, long size) {
    if (size == 0) {
      return Merkle.EMPTY_ROOT;
    }
    return hashes(reader, List.of(new Range(0, size))).getFirst();
  }

  /** The path of a leaf to the root at {@code size} (RFC 9162 section 2.1.3.1). */
  public static InclusionProof inclusionProof(TileReader reader, long leafIndex, long size) {
    if (leafIndex < 0 || leafIndex >= size) {
      throw new IllegalArgumentException("no leaf %d in a log of %d".formatted(leafIndex, size));
    }
    List<Range> siblings = new ArrayList<>();
    long begin = 0;
    long end = size;
    while (end - begin > 1) {
      long middle = begin + largestPowerOfTwoBelow(end - begin);
      if (leafIndex < middle) {
        siblings.add(new Range(middle, end));
        end = middle;
      } else {
        siblings.add(new Range(begin, middle));
        begin = middle;
      }
    }
    Collections.reverse(siblings);
    return new InclusionProof(leafIndex, size, hashes(reader, siblings));
  }

  /**
   * The proof that the log at {@code secondSize} continues that at {@code firstSize} (RFC 9162
   * section 2.1.4.1).
   *
   * @param firstSize at least 1, at most secondSize
   */
  public static ConsistencyProof consistencyProof(
      TileReader reader, long firstSize, long secondSize) {
    if (firstSize < 1 || firstSize > secondSize) {
      throw new IllegalArgumentException(
          "no consistency from size %d to %d".formatted(firstSize, secondSize));
    }
    List<Range> nodes = new ArrayList<>();
    long begin = 0;
    long end = secondSize;
    while (firstSize < end) {
      long middle = begin + largestPowerOfTwoBelow(end - begin);
      if (firstSize <= middle) {
        nodes.add(new Range(middle, end));
        end = middle;
      } else {
        nodes.add(new Range(begin, middle));
        begin = middle;
      }
    }
    // While the walk has only gone left, the subtree reached is the whole first tree, whose root
    // the
    // verifier already has.
    if (begin > 0) {
      nodes.add(new Range(begin, end));
    }
    Collections.reverse(nodes);
    return new ConsistencyProof(firstSize, secondSize, hashes(reader, nodes));
  }

  private static long largestPowerOfTwoBelow(long n) {
    return Long.highestOneBit(n - 1);
  }

  private static List<Bytes32> hashes(TileReader reader, List<Range> ranges) {
    Map<TileId, Integer> wanted = new HashMap<>();
    for (Range range : ranges) {
      for (Subtree subtree : range.subtrees()) {
        wanted.merge(subtree.tile(), subtree.tileWidthNeeded(), Math::max);
      }
    }
    Map<TileId, byte[]> tiles = read(reader, wanted);
    Sha256 sha = new Sha256();
    List<Bytes32> hashes = new ArrayList<>(ranges.size());
    for (Range range : ranges) {
      List<Bytes32> peaks = new ArrayList<>();
      for (Subtree subtree : range.subtrees()) {
        byte[] tile = tiles.get(subtree.tile());
        if (tile == null) {
          throw new DamagedLogException(subtree.tile(), 0, subtree.tileWidthNeeded());
        }
        peaks.add(subtree.root(sha, tile));
      }
      hashes.add(CompactRange.fold(sha, peaks));
    }
    return hashes;
  }

  /** Reads all tiles at once and checks that each is as wide as needed. */
  static Map<TileId, byte[]> read(TileReader reader, Map<TileId, Integer> widths) {
    if (widths.isEmpty()) {
      return Map.of();
    }
    Set<TileId> ids = new LinkedHashSet<>(widths.keySet());
    Map<TileId, byte[]> tiles = reader.read(ids);
    widths.forEach(
        (id, width) -> {
          byte[] tile = tiles.get(id);
          int found = tile == null ? 0 : tile.length / Bytes32.LENGTH;
          if (found < width) {
            throw new DamagedLogException(id, found, width);
          }
        });
    return tiles;
  }

  private record Range(long begin, long end) {
    List<Subtree> subtrees() {
      return Subtree.covering(begin, end);
    }
  }

  /**
   * What an append gives.
   *
   * @param size leaves after it
   * @param root root at that size
   * @param tiles new and grown tiles, each with all of its hashes, to be stored in place of the old
   */
  public record Appended(long size, Bytes32 root, Map<TileId, byte[]> tiles) {
    public Appended {
      tiles = Map.copyOf(tiles);
    }
  }
}
