package io.pharmatrace.bench;

import java.util.Map;

/**
 * What was measured beside its baseline: medians over the pairs.
 *
 * @param name of the benchmark
 * @param what was measured, in a few words
 * @param unit of both figures: ns, ms or 1/s
 * @param measured the figure
 * @param baseline the figure of the baseline
 * @param ratio of the measured to the baseline, pair by pair
 * @param goal for the median of the ratio
 * @param more figures, by name
 */
record Outcome(
    String name,
    String what,
    String unit,
    double measured,
    double baseline,
    Ratios.Summary ratio,
    Goal goal,
    Map<String, Double> more) {

  /**
   * What ratio is wanted.
   *
   * @param atMost true for a time, false for a rate
   */
  record Goal(boolean atMost, double ratio) {
    boolean reachedBy(double found) {
      return atMost ? found <= ratio : found >= ratio;
    }
  }

  boolean reached() {
    return goal.reachedBy(ratio.median());
  }
}
