package io.pharmatrace.anchoring;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Reads a whole chain piece by piece: Besu gives records of 5,000 blocks at a time at most. */
public final class Stretches {
  private static final long BLOCKS = 1_000;

  private Stretches() {}

  /**
   * Everything from block 0 on.
   *
   * @param newest the last block
   * @param records of the blocks from a first to a last one, both included
   */
  public static <T> List<T> read(long newest, BiFunction<Long, Long, List<T>> records) {
    List<T> all = new ArrayList<>();
    for (long from = 0; from <= newest; from += BLOCKS) {
      all.addAll(records.apply(from, Math.min(newest, from + BLOCKS - 1)));
    }
    return all;
  }
}
