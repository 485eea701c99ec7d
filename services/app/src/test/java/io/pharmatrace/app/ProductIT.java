package io.pharmatrace.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Products, the versions of their data, and the batches that are bound to one. */
class ProductIT extends SupplyChainTest {
  private static RunningApplication.Answer put(String gtin, String name, String markets) {
    return app.put(
        SupplyChain.MAKER,
        "/api/v1/products/" + gtin,
        """
        {"manufacturer":"%s","level":"PACK","name":"%s","form":"tablet","holder":"Holder AG",
         "markets":%s}"""
            .formatted(SupplyChain.MAKER_GLN, name, markets));
  }

  private static JsonNode versions(String gtin) {
    return app.get(SupplyChain.PHARMACY, "/api/v1/products/" + gtin + "/versions").body();
  }

  @Test
  void aBatchKeepsTheDataThatItsPacksWereMadeUnder() {
    String gtin = "09521101000030";
    String markets = "[{\"country\":\"FR\"},{\"country\":\"DE\",\"nationalCode\":\"04150123\"}]";
    assertThat(put(gtin, "Old name", markets).status()).isEqualTo(204);
    batch(gtin, "L1");
    assertThat(put(gtin, "Old name", markets).status()).isEqualTo(204);
    assertThat(put(gtin, "New name", markets).status()).isEqualTo(204);
    batch(gtin, "L2");
    batch(gtin, "L1"); // Registered before: it stays as it is.

    assertThat(versions(gtin).findValuesAsText("name")).containsExactly("New name", "Old name");
    assertThat(versions(gtin).get(0).get("markets").toString())
        .isEqualTo("[{\"country\":\"DE\",\"nationalCode\":\"04150123\"},{\"country\":\"FR\"}]");
    JsonNode batches = app.get(SupplyChain.MAKER, "/api/v1/products/" + gtin + "/batches").body();
    assertThat(batches.findValuesAsText("lot")).containsExactly("L1", "L2");
    assertThat(batches.findValuesAsText("version")).containsExactly("1", "2");
  }

  private static void batch(String gtin, String lot) {
    assertThat(
            app.put(
                    SupplyChain.MAKER,
                    "/api/v1/products/" + gtin + "/batches/" + lot,
                    "{\"expiry\":\"2031-01-31\"}")
                .status())
        .isEqualTo(204);
  }

  @Test
  void changesAtTheSameTimeMakeOneVersionEach() throws Exception {
    String gtin = "09521101000047";
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Integer>> changes =
          IntStream.range(0, 16)
              .<Callable<Integer>>mapToObj(i -> () -> put(gtin, "Name " + i % 4, "[]").status())
              .toList();
      for (var done : threads.invokeAll(changes)) {
        assertThat(done.get()).isEqualTo(204);
      }
    }
    List<String> numbers = versions(gtin).findValuesAsText("version");
    assertThat(numbers).hasSizeBetween(4, 16).doesNotHaveDuplicates();
    assertThat(numbers.getLast()).isEqualTo("1");
  }

  @Test
  void marketsThatAreNoneAreRefused() {
    String gtin = "09521101000054";
    for (String markets :
        List.of(
            "[{\"country\":\"XX\"}]",
            "[{\"country\":\"de\"}]",
            "[{\"country\":\"DE\"},{\"country\":\"DE\"}]")) {
      Answers.assertProblem(put(gtin, "Name", markets), ErrorCode.INVALID_VALUE);
    }
    Answers.assertProblem(
        app.get(SupplyChain.MAKER, "/api/v1/products/" + gtin + "/versions"), ErrorCode.NOT_FOUND);
  }

  @Test
  void productsAreListedPageByPage() {
    JsonNode first = app.get(SupplyChain.PHARMACY, "/api/v1/products?limit=1").body();
    assertThat(first).hasSize(1);
    String gtin = first.get(0).get("gtin").asText();
    JsonNode next = app.get(SupplyChain.PHARMACY, "/api/v1/products?limit=1&after=" + gtin).body();
    assertThat(next.get(0).get("gtin").asText()).isGreaterThan(gtin);
  }

  @Test
  void othersDoNotSeeTheBatchesOfAManufacturer() {
    Answers.assertProblem(
        app.get(SupplyChain.PHARMACY, "/api/v1/products/" + SupplyChain.GTIN + "/batches"),
        ErrorCode.FORBIDDEN);
  }
}
