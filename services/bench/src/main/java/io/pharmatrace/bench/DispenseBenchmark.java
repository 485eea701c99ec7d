package io.pharmatrace.bench;

import io.pharmatrace.bench.Outcome.Goal;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Packs dispensed, each once and durably, beside PostgreSQL's simple update. */
final class DispenseBenchmark implements Benchmark {
  private static final int SECONDS = 5;

  @Override
  public String name() {
    return "dispense";
  }

  @Override
  public List<Outcome> run(Run run) throws IOException {
    try (Product product = Product.start(run)) {
      Wrk dispensing = new Wrk("dispense.lua", product.url());
      Pgbench updates = new Pgbench(product.database(), List.of("-N"));
      // Its tables, of a million rows; dropped at the end.
      Programs.run(product.database(), List.of("pgbench", "-i", "-q", "-s10"));
      try {
        String token = product.token();
        run.tell("Warming up ...");
        dispense(product, dispensing, token, 3 * SECONDS);
        updates.rate(SECONDS);
        Ratios rates = new Ratios();
        for (int pair = 0; pair < run.pairs(); pair++) {
          double baseline = updates.rate(SECONDS);
          rates.add(dispense(product, dispensing, token, SECONDS), baseline);
          run.tell("  pair %d of %d".formatted(pair + 1, run.pairs()));
        }
        return List.of(
            new Outcome(
                name(),
                "packs dispensed",
                "1/s",
                rates.measured(),
                rates.baseline(),
                rates.summary(),
                new Goal(false, 0.7),
                Map.of()));
      } finally {
        Programs.run(product.database(), List.of("pgbench", "-i", "-I", "d"));
      }
    }
  }

  private static double dispense(Product product, Wrk dispensing, String token, int seconds)
      throws IOException {
    int first = product.packs().dispensed() + 1;
    Wrk.Window window =
        dispensing.run(
            seconds, List.of(token, Packs.GTIN, Integer.toString(first), Packs.PHARMACY_GLN));
    // What was asked for at the end was perhaps not answered in time, and is done all the same.
    product.packs().dispensed(first + (int) window.requests() + 2 * Wrk.CONNECTIONS);
    return window.rate();
  }
}
