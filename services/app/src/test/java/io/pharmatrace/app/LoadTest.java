package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import java.time.Duration;
import java.util.List;

/** What tests of loading need: tables that are loaded, and what became of their rows. */
abstract class LoadTest extends SupplyChainTest {
  static final String CSV = "text/csv";

  static JsonNode load(String who, String path, String type, String body) {
    Answer begun = app.post(who, path, type, body);
    assertThat(begun.status()).as("%s", begun.raw().body()).isEqualTo(202);
    String address = begun.raw().headers().firstValue("Location").orElseThrow();
    await()
        .atMost(Duration.ofMinutes(10))
        .until(() -> app.get(who, address).body().has("finished"));
    JsonNode job = app.get(who, address).body();
    assertThat(job.get("state").asText()).as("%s", job).isEqualTo("done");
    return job;
  }

  static JsonNode load(String who, String path, String table) {
    return load(who, path, CSV, table);
  }

  /** Row, column and code of each refusal. */
  static List<String> refusals(JsonNode job) {
    return job.get("errors").findParents("position").stream()
        .map(
            error ->
                "%s %s %s"
                    .formatted(
                        error.get("position").asText(),
                        error.path("field").asText("-"),
                        error.get("code").asText()))
        .toList();
  }

  static JsonNode product(String gtin) {
    return app.get(MAKER, "/api/v1/products/" + gtin + "/versions").body();
  }

  /** GTIN-14 under the maker's company prefix. */
  static String gtin(int item) {
    String digits = "09521101%05d".formatted(item);
    int sum = 0;
    for (int i = 0; i < 13; i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
    }
    return digits + (10 - sum % 10) % 10;
  }
}
