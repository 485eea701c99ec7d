package io.pharmatrace.bench;

import java.util.List;

/** The one list of all benchmarks. */
final class Benchmarks {
  static final List<Measure> GS1 =
      List.of(
          new Measure(
              "parse an element string",
              Gs1Benchmark.class,
              "elementString",
              "elementStringChecksum",
              10),
          new Measure(
              "parse a Digital Link",
              Gs1Benchmark.class,
              "digitalLink",
              "digitalLinkChecksum",
              10));

  /** Eight tenths of the baseline's rate, and half of it. */
  static final List<Measure> LEAVES =
      List.of(
          new Measure(
              "10,000 entries to their root",
              LeavesBenchmark.class,
              "append",
              "bareHashes",
              1 / 0.8));

  static final List<Measure> BUNDLE =
      List.of(
          new Measure(
              "check a pack's history offline", BundleBenchmark.class, "check", "bare", 1 / 0.5));

  static final List<Benchmark> ALL =
      List.of(
          new JmhBenchmark("gs1", GS1),
          new JmhBenchmark("leaves", LEAVES),
          new JmhBenchmark("bundle", BUNDLE),
          new GasBenchmark(),
          new SubmitBenchmark(),
          new AnchorBenchmark(),
          new VerifyBenchmark(),
          new VerifyHotBenchmark(),
          new DispenseBenchmark());

  private Benchmarks() {}

  static List<String> names() {
    return ALL.stream().map(Benchmark::name).toList();
  }
}
