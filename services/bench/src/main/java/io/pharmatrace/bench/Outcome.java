package io.pharmatrace.bench;

/**
 * What was measured: medians over the pairs.
 *
 * @param nanoseconds of one call
 * @param baselineNanoseconds of one call of the baseline
 * @param ratio the median of the pairs' ratios, which need not be the ratio of the medians
 * @param least the least ratio of a pair
 * @param greatest the greatest ratio of a pair
 * @param bytes allocated by one call
 */
record Outcome(
    Measure measure,
    double nanoseconds,
    double baselineNanoseconds,
    double ratio,
    double least,
    double greatest,
    double bytes) {

  boolean reached() {
    return ratio <= measure.goal();
  }
}
