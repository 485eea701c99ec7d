package io.pharmatrace.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pharmatrace.bench.Outcome.Goal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a commitment and its closures cost on chain: the snapshot of the contracts' own tests, which
 * the build compares with what the contracts cost. Gas does not depend on the machine, so there is
 * one pair. The second baseline is a transaction for each pack.
 */
final class GasBenchmark implements Benchmark {
  private static final String SNAPSHOT = "contracts/snapshots/gas.json";

  /** Measured on prototypes, before the contracts were written. */
  private static final double COMMITMENT = 43_100;

  private static final double FIRST = 26_100;
  private static final double LATER = 7_000;
  private static final double GOAL = 1.1;

  /** The most that the ledger takes in one commitment. */
  private static final int CLOSURES = 256;

  @Override
  public String name() {
    return "gas";
  }

  @Override
  public List<Outcome> run(Run run) throws IOException {
    Path root = Path.of(System.getProperty("pharmatrace.root", "")).toAbsolutePath();
    JsonNode gas = new ObjectMapper().readTree(root.resolve(SNAPSHOT).toFile());
    double commitment = cost(gas, "commitment");
    double first = cost(gas, "closure, first slot");
    double later = cost(gas, "closure, later slot");
    double together = commitment + first + (CLOSURES - 1) * later;
    return List.of(
        outcome("commitment", commitment, COMMITMENT, GOAL),
        outcome("closure of a first slot", first, FIRST, GOAL),
        outcome("closure of a later slot", later, LATER, GOAL),
        outcome(
            "a pack of %d closed together; baseline alone".formatted(CLOSURES),
            together / CLOSURES,
            commitment + first,
            1));
  }

  private static double cost(JsonNode gas, String what) throws IOException {
    JsonNode cost = gas.get(what);
    if (cost == null) {
      throw new IOException("%s says nothing of '%s'".formatted(SNAPSHOT, what));
    }
    return Double.parseDouble(cost.asText());
  }

  private Outcome outcome(String what, double figure, double baseline, double goal) {
    Ratios ratios = new Ratios();
    ratios.add(figure, baseline);
    return new Outcome(
        name(), what, "gas", figure, baseline, ratios.summary(), new Goal(true, goal), Map.of());
  }
}
