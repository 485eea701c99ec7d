package io.pharmatrace.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Pairs of windows of what is measured and its baseline, run in turns. Of one thread. */
final class Ratios {
  private final List<Double> measured = new ArrayList<>();
  private final List<Double> baselines = new ArrayList<>();
  private final List<Double> ratios = new ArrayList<>();

  /**
   * Over all pairs.
   *
   * @param median of the pairs' ratios, which need not be the ratio of the medians
   */
  record Summary(double median, double least, double greatest) {}

  /** A window of something, which gives its figure. */
  @FunctionalInterface
  interface Window {
    double figure() throws IOException;
  }

  /** Both in turns, the baseline first, as many pairs as the run has. */
  static Ratios inTurns(Benchmark.Run run, Window measured, Window baseline) throws IOException {
    Ratios ratios = new Ratios();
    for (int pair = 0; pair < run.pairs(); pair++) {
      double below = baseline.figure();
      ratios.add(measured.figure(), below);
      run.tell("  pair %d of %d".formatted(pair + 1, run.pairs()));
    }
    return ratios;
  }

  void add(double figure, double baseline) {
    measured.add(figure);
    baselines.add(baseline);
    ratios.add(figure / baseline);
  }

  double measured() {
    return median(measured);
  }

  double baseline() {
    return median(baselines);
  }

  Summary summary() {
    return new Summary(
        median(ratios),
        ratios.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
