package io.pharmatrace.bench;

import java.util.List;

/** The one list of all benchmarks. */
final class Measures {
  static final List<Measure> ALL =
      List.of(
          new Measure(
              "gs1",
              "parse an element string",
              Gs1Benchmark.class,
              "elementString",
              "elementStringChecksum",
              10),
          new Measure(
              "gs1",
              "parse a Digital Link",
              Gs1Benchmark.class,
              "digitalLink",
              "digitalLinkChecksum",
              10));

  private Measures() {}

  static List<String> names() {
    return ALL.stream().map(Measure::name).distinct().toList();
  }
}
