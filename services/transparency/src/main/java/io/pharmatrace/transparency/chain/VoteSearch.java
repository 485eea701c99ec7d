package io.pharmatrace.transparency.chain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Finds the headers that show to {@link ValidatorHistory} how the validators changed: for who makes
 * evidence and has a node. It asks for some thirty headers to find a change, however long the chain
 * is, and then for those before it back to the votes. Of one thread.
 */
public final class VoteSearch {
  /** Up to so many headers before a change are shown without a gap. */
  static final int UNBROKEN = 256;

  private static final int FIRST_LOOK = 4;
  private static final int FURTHER = 4;

  private final PinnedNetwork network;
  private final LongFunction<byte[]> chain;
  private final NavigableMap<Long, byte[]> shown = new TreeMap<>();

  /** The validators since each block after which they changed. */
  private final NavigableMap<Long, ValidatorSet> since = new TreeMap<>();

  private VoteSearch(PinnedNetwork network, LongFunction<byte[]> chain) {
    this.network = network;
    this.chain = chain;
  }

  /**
   * Finds what is missing.
   *
   * @param chain gives the header of each block from 1 to the last that is wanted, as RLP
   * @param known headers that were found before, by the numbers of their blocks
   * @param blocks whose validators are to be shown
   * @return the known headers and what else it takes; refused when the chain has a change that no
   *     votes explain
   */
  public static Checked<NavigableMap<Long, byte[]>> run(
      PinnedNetwork network,
      LongFunction<byte[]> chain,
      NavigableMap<Long, byte[]> known,
      Collection<Long> blocks) {
    return Flawed.check(
        () -> {
          VoteSearch search = new VoteSearch(network, chain);
          search.shown.putAll(known);
          SortedSet<Long> points = new TreeSet<>(known.keySet());
          // What was decided in a known header holds from the next block on.
          known.keySet().forEach(block -> points.add(block + 1));
          points.addAll(blocks);
          search.follow(points);
          return Collections.unmodifiableNavigableMap(search.shown);
        });
  }

  /**
   * What changed and changed back between two points is not found, and need not be: nothing between
   * them is to be shown.
   */
  private void follow(SortedSet<Long> points) throws Flawed {
    long from = 1;
    since.put(from, network.genesis());
    for (long point : points) {
      while (!listed(point).equals(current())) {
        long decided = lastOfCurrent(from, point);
        ValidatorSet next = listed(decided + 1);
        show(decided, next);
        from = decided + 1;
        since.put(from, next);
      }
      from = Math.max(from, point);
    }
  }

  private ValidatorSet current() {
    return since.lastEntry().getValue();
  }

  /** Some block with these validators before one that has others. */
  private long lastOfCurrent(long same, long other) throws Flawed {
    long low = same;
    long high = other;
    while (high - low > 1) {
      long middle = low + (high - low) / 2;
      if (listed(middle).equals(current())) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private ValidatorSet listed(long block) throws Flawed {
    return HeaderClaims.read(header(block)).validators();
  }

  private byte[] header(long block) {
    byte[] known = shown.get(block);
    return known != null ? known : Objects.requireNonNull(chain.apply(block));
  }

  /** Goes back from a change until the headers show it, at the most to where its epoch begins. */
  private void show(long decided, ValidatorSet next) throws Flawed {
    long epoch = Math.max(1, decided / network.epochLength() * network.epochLength());
    NavigableMap<Long, byte[]> found = new TreeMap<>(shown.subMap(epoch, true, decided, true));
    if (shows(epoch, found, decided, next)) {
      return;
    }
    long look = FIRST_LOOK;
    for (long block = decided; block >= epoch; block--) {
      long seen = decided - block + 1;
      byte[] header = header(block);
      if (seen <= UNBROKEN || HeaderClaims.read(header).votes()) {
        found.put(block, header);
      }
      if (seen == UNBROKEN + 1) {
        leaveOutSilent(found);
      }
      if (seen == look || block == epoch) {
        if (shows(epoch, found, decided, next)) {
          shown.putAll(found);
          return;
        }
        look *= FURTHER;
      }
    }
    throw new Flawed(Flaw.OTHER_VALIDATORS, "block %d, and no votes say so".formatted(decided + 1));
  }

  /** So far back the headers without votes would be too many. */
  private static void leaveOutSilent(NavigableMap<Long, byte[]> found) throws Flawed {
    List<Long> silent = new ArrayList<>();
    for (var each : found.entrySet()) {
      if (!HeaderClaims.read(each.getValue()).votes()) {
        silent.add(each.getKey());
      }
    }
    silent.forEach(found::remove);
  }

  /** Whether headers of one epoch lead from the validators that it began with to the next ones. */
  private boolean shows(
      long epoch, NavigableMap<Long, byte[]> found, long decided, ValidatorSet next) {
    PinnedNetwork begun =
        new PinnedNetwork(since.floorEntry(epoch).getValue(), network.epochLength());
    return ValidatorHistory.replay(begun, List.copyOf(found.values()))
            instanceof Checked.Proven<ValidatorHistory>(ValidatorHistory history)
        && history.at(decided + 1).equals(next);
  }
}
