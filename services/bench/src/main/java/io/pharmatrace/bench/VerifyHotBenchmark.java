package io.pharmatrace.bench;

import io.pharmatrace.bench.Outcome.Goal;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Verdicts on the same hundred packs, beside a bare endpoint of the same web server. */
final class VerifyHotBenchmark implements Benchmark {
  private static final int SECONDS = 5;
  private static final int PACKS = 100;

  @Override
  public String name() {
    return "verify-hot";
  }

  @Override
  public List<Outcome> run(Run run) throws IOException {
    try (Product product = Product.start(run);
        BareProcess bare = BareProcess.start()) {
      Wrk verdicts = new Wrk("verify.lua", product.url());
      Wrk nothing = new Wrk("bare.lua", bare.url());
      List<String> arguments =
          List.of(product.token(), Packs.GTIN, Integer.toString(PACKS), Packs.EXPIRY, "0");
      run.tell("Warming up ...");
      verdicts.run(Wrk.WARM_UP_SECONDS, arguments);
      nothing.run(Wrk.WARM_UP_SECONDS, List.of());
      Ratios rates =
          Ratios.inTurns(
              run,
              () -> verdicts.run(SECONDS, arguments).rate(),
              () -> nothing.run(SECONDS, List.of()).rate());
      return List.of(
          new Outcome(
              name(),
              "verdicts, hot keys",
              "1/s",
              rates.measured(),
              rates.baseline(),
              rates.summary(),
              new Goal(false, 0.7),
              Map.of()));
    }
  }
}
