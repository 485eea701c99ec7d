package io.pharmatrace.bench;

import io.pharmatrace.bench.Outcome.Goal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * Ten minutes of documents, one behind the other: how many entries of the logs are on chain and
 * followed, beside how many come in at the same time, and how long that takes an entry.
 */
final class AnchorBenchmark implements Benchmark {
  private static final Duration ALL = Duration.ofMinutes(10);
  private static final int EVENTS = 50;

  /** A tick of two seconds, and three blocks of one. */
  private static final double LAG_MS = 5_000;

  private static final String INGESTED =
      "SELECT count(*) FROM anchoring.entry WHERE appended > FROM_MOMENT AND appended <= TO_MOMENT";

  private static final String ANCHORED =
      """
      SELECT count(*) FROM anchoring.entry e JOIN anchoring.commitment c
        ON c.organisation = e.organisation AND c.sequence = e.sequence
      WHERE c.confirmed_at > FROM_MOMENT AND c.confirmed_at <= TO_MOMENT""";

  private static final String LAG =
      """
      SELECT coalesce(percentile_cont(0.99) WITHIN GROUP (
        ORDER BY extract(epoch FROM coalesce(c.confirmed_at, now()) - e.appended)), 0) * 1000
      FROM anchoring.entry e LEFT JOIN anchoring.commitment c
        ON c.organisation = e.organisation AND c.sequence = e.sequence
      WHERE e.appended > FROM_MOMENT AND e.appended <= TO_MOMENT""";

  @Override
  public String name() {
    return "anchor";
  }

  @Override
  public List<Outcome> run(Run run) throws IOException {
    try (Product product = Product.startEmpty(run)) {
      AtomicBoolean going = new AtomicBoolean(true);
      CompletableFuture<Void> ingesting =
          CompletableFuture.runAsync(
              () -> {
                try {
                  ingest(product, going);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      try {
        return measure(run, product, ingesting);
      } finally {
        going.set(false);
        ingesting.handle((done, failed) -> true).join();
      }
    }
  }

  private List<Outcome> measure(Run run, Product product, CompletableFuture<Void> ingesting)
      throws IOException {
    run.tell("Warming up ...");
    pause(Duration.ofSeconds(30));
    Ratios rates = new Ratios();
    Ratios lag = new Ratios();
    Duration window = ALL.dividedBy(run.pairs());
    for (int i = 0; i < run.pairs(); i++) {
      String from = moment(product);
      pause(window);
      String to = moment(product);
      if (ingesting.isCompletedExceptionally()) {
        throw new IOException("no more documents are taken", ingesting.exceptionNow());
      }
      double ingested = product.ask(between(INGESTED, from, to)) / window.toSeconds();
      rates.add(product.ask(between(ANCHORED, from, to)) / window.toSeconds(), ingested);
      // All of these had the time to be followed.
      pause(Duration.ofSeconds(10));
      lag.add(product.ask(between(LAG, from, to)), LAG_MS);
      run.tell("  window %d of %d: %.0f entries a second".formatted(i + 1, run.pairs(), ingested));
    }
    return List.of(
        new Outcome(
            name(),
            "entries anchored; baseline ingested",
            "1/s",
            rates.measured(),
            rates.baseline(),
            rates.summary(),
            new Goal(false, 0.99),
            Map.of()),
        new Outcome(
            name(),
            "99th percentile from logged to confirmed",
            "ms",
            lag.measured(),
            lag.baseline(),
            lag.summary(),
            new Goal(true, 1),
            Map.of()));
  }

  private static void ingest(Product product, AtomicBoolean going) throws IOException {
    String token =
        product.rest().login(Packs.MAKER, product.packs().password()).get("access_token").asText();
    String run =
        Long.toString(System.currentTimeMillis(), Character.MAX_RADIX).toUpperCase(Locale.ROOT);
    for (int from = 0; going.get(); from += EVENTS) {
      int first = from;
      product
          .rest()
          .capture(
              token,
              Packs.commissioning(
                  IntStream.range(first, first + EVENTS).mapToObj(i -> run + i).toList()));
    }
  }

  private static String between(String sql, String from, String to) {
    return sql.replace("FROM_MOMENT", from).replace("TO_MOMENT", to);
  }

  /** By the clock of the database. */
  private static String moment(Product product) throws IOException {
    return String.format(
        Locale.ROOT,
        "to_timestamp(%f)",
        product.ask("SELECT extract(epoch FROM clock_timestamp())"));
  }

  private static void pause(Duration duration) throws IOException {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
