package io.pharmatrace.simulator;

import io.pharmatrace.gs1.ExpiryDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Journeys on every lane at the same time, one read of each in turn. Not thread-safe. */
final class Play {
  private final List<Demo.Lane> lanes;
  private final Numbers numbers;
  private final ExpiryDate expiry;
  private final int packs;
  private final boolean endless;
  private final List<Iterator<Read>> journeys = new ArrayList<>();
  private int total;
  private int turn;

  /**
   * A play.
   *
   * @param random where numbers come from; the same source and arguments give the same play
   * @param expiry of every batch
   * @param packs in one journey
   * @param endless begin a new journey on a lane when one is over
   */
  Play(
      List<Demo.Lane> lanes,
      RandomGenerator random,
      ExpiryDate expiry,
      int packs,
      boolean endless) {
    this.lanes = List.copyOf(lanes);
    this.numbers = new Numbers(random);
    this.expiry = expiry;
    this.packs = packs;
    this.endless = endless;
    this.lanes.forEach(lane -> journeys.add(journey(lane)));
  }

  private Iterator<Read> journey(Demo.Lane lane) {
    List<Read> reads = Journey.reads(lane, numbers, expiry, packs);
    total += reads.size();
    return reads.iterator();
  }

  /** The number of reads in all journeys begun so far; for an endless play, of no meaning later. */
  int total() {
    return total;
  }

  /** The next read; empty when all journeys are over, which an endless play never is. */
  Optional<Read> next() {
    for (int tried = 0; tried < lanes.size(); tried++) {
      int lane = turn;
      turn = (turn + 1) % lanes.size();
      if (!journeys.get(lane).hasNext() && endless) {
        journeys.set(lane, journey(lanes.get(lane)));
      }
      if (journeys.get(lane).hasNext()) {
        return Optional.of(journeys.get(lane).next());
      }
    }
    return Optional.empty();
  }
}
