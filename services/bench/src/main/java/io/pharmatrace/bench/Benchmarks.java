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

  static final List<Benchmark> ALL =
      List.of(
          new JmhBenchmark("gs1", GS1),
          new VerifyBenchmark(),
          new VerifyHotBenchmark(),
          new DispenseBenchmark());

  private Benchmarks() {}

  static List<String> names() {
    return ALL.stream().map(Benchmark::name).toList();
  }
}
