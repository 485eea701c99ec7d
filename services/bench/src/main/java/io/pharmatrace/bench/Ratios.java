package io.pharmatrace.bench;

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
