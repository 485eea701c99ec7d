package io.pharmatrace.bench;

import io.pharmatrace.bench.Outcome.Goal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
 * Methods of JMH, each beside its baseline: in turns (A B A B...), each time in a JVM of its own,
 * so that what slows the machine meets both.
 *
 * @param name of the benchmark
 * @param measures what is measured under it
 */
record JmhBenchmark(String name, List<Measure> measures) implements Benchmark {
  /** JMH reaches for it; the warning would drown the table. */
  private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";

  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Override
  public List<Outcome> run(Run run) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    for (Measure measure : measures) {
      outcomes.add(run(measure, run.pairs()));
    }
    return outcomes;
  }

  private Outcome run(Measure measure, int pairs) throws IOException {
    Ratios ratios = new Ratios();
    List<Double> bytes = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      double baseline = window(measure, measure.baseline()).getPrimaryResult().getScore();
      RunResult measured = window(measure, measure.measured());
      ratios.add(measured.getPrimaryResult().getScore(), baseline);
      bytes.add(allocated(measured));
    }
    return new Outcome(
        name,
        measure.what(),
        "ns",
        ratios.measured(),
        ratios.baseline(),
        ratios.summary(),
        new Goal(true, measure.goal()),
        Map.of("bytesAllocated", Ratios.median(bytes)));
  }

  private static double allocated(RunResult run) {
    Result<?> result = run.getSecondaryResults().get(ALLOCATED);
    if (result == null) {
      throw new IllegalStateException("JMH's profiler gave no " + ALLOCATED + ".");
    }
    return result.getScore();
  }

  private static RunResult window(Measure measure, String method) throws IOException {
    try {
      Collection<RunResult> results =
          new Runner(
                  new OptionsBuilder()
                      .include(
                          "^"
                              + measure.holder().getName().replace(".", "\\.")
                              + "\\."
                              + method
                              + "$")
                      .mode(Mode.AverageTime)
                      .timeUnit(TimeUnit.NANOSECONDS)
                      .forks(1)
                      // On a busy machine the compiler is done with the larger of the two after 3
                      // s.
                      .warmupIterations(6)
                      .warmupTime(TimeValue.milliseconds(500))
                      .measurementIterations(3)
                      .measurementTime(TimeValue.milliseconds(300))
                      .addProfiler(GCProfiler.class)
                      .jvmArgs(
                          "-Xms256m",
                          "-Xmx256m",
                          "-XX:+UseSerialGC",
                          UNSAFE,
                          "-Dpharmatrace.root=" + System.getProperty("pharmatrace.root", ""))
                      .verbosity(VerboseMode.SILENT)
                      .shouldFailOnError(true)
                      .build())
              .run();
      return results.iterator().next();
    } catch (RunnerException e) {
      throw new IOException("JMH could not run " + method, e);
    }
  }
}
