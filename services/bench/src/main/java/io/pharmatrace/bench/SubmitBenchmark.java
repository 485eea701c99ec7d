package io.pharmatrace.bench;

import io.pharmatrace.anchoring.domain.SignedTransaction;
import io.pharmatrace.bench.Outcome.Goal;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Commitments of many organisations, signed by each and by the relay, kept, sent and mined, beside
 * transactions of the same kind that were signed before, on the same node. The second baseline is
 * such a transaction for each pack.
 */
final class SubmitBenchmark implements Benchmark {
  private static final String NAME = "submit";
  private static final int WARM_UP = 3;

  /** Each has one commitment open at the most. */
  private static final int ORGANISATIONS = 100;

  private static final int TOGETHER = 100;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Outcome> run(Run run) throws IOException {
    try (Product product = Product.startBeside(run);
        Anchoring anchoring = new Anchoring(product.besides(NAME), product.node(), ORGANISATIONS)) {
      return measure(run, anchoring);
    }
  }

  static List<Outcome> measure(Run run, Anchoring anchoring) throws IOException {
    run.tell("Warming up ...");
    for (int i = 0; i < WARM_UP; i++) {
      preSigned(anchoring);
      commitments(anchoring);
    }
    Ratios commitments =
        Ratios.inTurns(run, () -> commitments(anchoring), () -> preSigned(anchoring));
    Ratios packs = Ratios.inTurns(run, () -> packs(anchoring), () -> preSigned(anchoring));
    return List.of(
        outcome("commitments signed and mined", commitments, 0.8),
        outcome("packs logged, %d a commitment; baseline alone".formatted(TOGETHER), packs, 1));
  }

  private static Outcome outcome(String what, Ratios ratios, double goal) {
    return new Outcome(
        NAME,
        what,
        "1/s",
        ratios.measured(),
        ratios.baseline(),
        ratios.summary(),
        new Goal(false, goal),
        Map.of());
  }

  private static double commitments(Anchoring anchoring) throws IOException {
    anchoring.log(1);
    anchoring.seal();
    long begin = System.nanoTime();
    anchoring.signAndSend();
    return rate(ORGANISATIONS, begin, anchoring);
  }

  /** With their leaves, tree and journal. */
  private static double packs(Anchoring anchoring) throws IOException {
    anchoring.log(TOGETHER);
    long begin = System.nanoTime();
    anchoring.seal();
    anchoring.signAndSend();
    return rate(ORGANISATIONS * TOGETHER, begin, anchoring);
  }

  private static double preSigned(Anchoring anchoring) throws IOException {
    anchoring.log(1);
    anchoring.seal();
    List<SignedTransaction> signed = anchoring.sign();
    long begin = System.nanoTime();
    anchoring.send(signed);
    return rate(signed.size(), begin, anchoring);
  }

  private static double rate(int count, long begin, Anchoring anchoring) throws IOException {
    double rate = count * 1e9 / (System.nanoTime() - begin);
    anchoring.confirm();
    return rate;
  }
}
