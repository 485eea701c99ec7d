package io.pharmatrace.bench;

import io.pharmatrace.bench.Outcome.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Verdicts on packs drawn at random, beside PostgreSQL reading the row of such a pack. */
final class VerifyBenchmark implements Benchmark {
  private static final int SECONDS = 5;

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public List<Outcome> run(Run run) throws IOException {
    try (Product product = Product.start(run)) {
      Wrk verdicts = new Wrk("verify.lua", product.url());
      Pgbench rows = new Pgbench(product.database(), List.of("-f", script().toString()));
      String token = product.token();
      run.tell("Warming up ...");
      verdicts.run(Wrk.WARM_UP_SECONDS, arguments(token, 0));
      rows.rate(SECONDS);
      Ratios rates =
          Ratios.inTurns(
              run,
              () -> verdicts.run(SECONDS, arguments(token, 0)).rate(),
              () -> rows.rate(SECONDS));
      return List.of(
          outcome("verdicts, cold keys", "1/s", rates, new Goal(false, 0.5)),
          atHalfLoad(run, verdicts, rows, token, rates));
    }
  }

  private Outcome atHalfLoad(Run run, Wrk verdicts, Pgbench rows, String token, Ratios rates)
      throws IOException {
    // Between answers each connection waits so long on the average that half the rate comes of it.
    double answers = Wrk.CONNECTIONS * 1e3 / rates.measured();
    int wait = (int) Math.max(1, Math.round(2 * answers - answers / 4));
    List<Double> reached = new ArrayList<>();
    Ratios times =
        Ratios.inTurns(
            run,
            () -> {
              Wrk.Window window = verdicts.run(SECONDS, arguments(token, wait));
              reached.add(window.rate());
              return window.p99();
            },
            () -> rows.p99(SECONDS, rates.baseline() / 2));
    Outcome outcome = outcome("99th percentile at half load", "ms", times, new Goal(true, 5));
    return new Outcome(
        outcome.name(),
        outcome.what(),
        outcome.unit(),
        outcome.measured(),
        outcome.baseline(),
        outcome.ratio(),
        outcome.goal(),
        Map.of("answersPerSecond", Ratios.median(reached)));
  }

  private Outcome outcome(String what, String unit, Ratios ratios, Goal goal) {
    return new Outcome(
        name(), what, unit, ratios.measured(), ratios.baseline(), ratios.summary(), goal, Map.of());
  }

  private static List<String> arguments(String token, int wait) {
    return List.of(
        token, Packs.GTIN, Integer.toString(Packs.COUNT), Packs.EXPIRY, Integer.toString(wait));
  }

  private static Path script() throws IOException {
    Path script = Files.createTempFile("bench-", ".sql");
    script.toFile().deleteOnExit();
    return Files.writeString(
        script,
        """
        \\set n random(1, %d)
        SELECT * FROM custody.unit WHERE key = '%s' AND serial = 'S' || lpad(CAST(:n AS text), 7, '0');
        """
            .formatted(Packs.COUNT, Packs.GTIN));
  }
}
