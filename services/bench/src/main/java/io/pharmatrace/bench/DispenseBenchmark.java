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
        dispense(product, dispensing, token, Wrk.WARM_UP_SECONDS);
        updates.rate(SECONDS);
        Ratios rates =
            Ratios.inTurns(
                run,
                () -> dispense(product, dispensing, token, SECONDS),
                () -> updates.rate(SECONDS));
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
    int before = product.packs().dispensed();
    Wrk.Window window =
        dispensing.run(
            seconds,
            List.of(
                token,
                Packs.GTIN,
                Integer.toString(before),
                Integer.toString(Packs.COUNT),
                Packs.PHARMACY_GLN));
    // What was asked for at the end was perhaps not answered in time, and is done all the same.
    product.packs().dispensed(before + (int) window.requests() + 2 * Wrk.CONNECTIONS);
    return window.rate();
  }
}
