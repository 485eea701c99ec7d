package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** What tests say of long work on many packs of the product {@link SupplyChain#GTIN}. */
final class BulkJobs {
  private BulkJobs() {}

  /** The path of the serial numbers of a batch. */
  static String path(String lot) {
    return "/api/v1/products/" + SupplyChain.GTIN + "/batches/" + lot + "/serials";
  }

  static void batch(RunningApplication app, String lot) {
    assertThat(
            app.put(
                    SupplyChain.MAKER,
                    "/api/v1/products/" + SupplyChain.GTIN + "/batches/" + lot,
                    "{\"expiry\":\"2031-01-31\"}")
                .status())
        .isEqualTo(204);
  }

  /** Serial numbers in a row. */
  static List<String> serials(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  /** A registered batch with these packs. */
  static void packs(RunningApplication app, String lot, List<String> serials) {
    batch(app, lot);
    JsonNode job =
        finished(
            app,
            app.post(
                SupplyChain.MAKER,
                path(lot) + "?time=2026-01-01T08:00:00Z",
                "text/plain",
                String.join("\n", serials)));
    assertThat(job.get("state").asText()).as("%s", job).isEqualTo("done");
  }

  static String address(Answer answer) {
    assertThat(answer.status()).as("%s", answer.raw().body()).isEqualTo(202);
    return answer.raw().headers().firstValue("Location").orElseThrow();
  }

  static JsonNode finished(RunningApplication app, Answer answer) {
    return finished(app, address(answer));
  }

  static JsonNode finished(RunningApplication app, String address) {
    AtomicReference<JsonNode> last = new AtomicReference<>();
    await()
        .atMost(Duration.ofMinutes(20))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              last.set(app.get(SupplyChain.MAKER, address).body());
              return last.get().has("finished");
            });
    return last.get();
  }

  /** Every result of a job, in order. */
  static List<JsonNode> results(RunningApplication app, String address) {
    List<JsonNode> all = new ArrayList<>();
    while (true) {
      int after = all.isEmpty() ? 0 : all.getLast().get("n").asInt();
      JsonNode page =
          app.get(SupplyChain.MAKER, address + "/results?limit=1000&after=" + after).body();
      page.forEach(all::add);
      if (page.isEmpty()) {
        return all;
      }
    }
  }
}
