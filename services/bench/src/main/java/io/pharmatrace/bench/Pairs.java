package io.pharmatrace.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs baseline and measured method in turns (A B A B...), each time in a JVM of its own, so that
 * what slows the machine meets both.
 */
final class Pairs {
  /** JMH reaches for it; the warning would drown the table. */
  private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final int count;

  Pairs(int count) {
    this.count = count;
  }

  Outcome run(Measure measure) throws RunnerException {
    List<Double> nanoseconds = new ArrayList<>();
    List<Double> baselines = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    List<Double> bytes = new ArrayList<>();
    for (int pair = 0; pair < count; pair++) {
      double baseline = window(measure, measure.baseline()).getPrimaryResult().getScore();
      RunResult measured = window(measure, measure.measured());
      double time = measured.getPrimaryResult().getScore();
      baselines.add(baseline);
      nanoseconds.add(time);
      ratios.add(time / baseline);
      bytes.add(allocated(measured));
    }
    return new Outcome(
        measure,
        median(nanoseconds),
        median(baselines),
        median(ratios),
        ratios.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
        ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
        median(bytes));
  }

  private static double allocated(RunResult run) {
    Result<?> result = run.getSecondaryResults().get(ALLOCATED);
    if (result == null) {
      throw new IllegalStateException("JMH's profiler gave no " + ALLOCATED + ".");
    }
    return result.getScore();
  }

  private static RunResult window(Measure measure, String method) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(
                        "^" + measure.holder().getName().replace(".", "\\.") + "\\." + method + "$")
                    .mode(Mode.AverageTime)
                    .timeUnit(TimeUnit.NANOSECONDS)
                    .forks(1)
                    // On a busy machine the compiler is done with the larger of the two after 3 s.
                    .warmupIterations(6)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.milliseconds(300))
                    .addProfiler(GCProfiler.class)
                    .jvmArgs("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", UNSAFE)
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .run();
    return results.iterator().next();
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
