package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.PHARMACY_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.testsupport.Infrastructure;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who holds what is recalled is told so, by every way, and of its own stock only. */
class RecallNoticeIT extends HandoverTest {
  private final Infrastructure infrastructure;

  RecallNoticeIT(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
  }

  /** New packs of a batch at the manufacturer; their links. */
  private static String[] batch(String lot, String... serials) {
    stored(MAKER, Captures.commissioning(serials).replace("\"M\"", "\"" + lot + "\""));
    return Arrays.stream(serials).map(HandoverTest::pack).toArray(String[]::new);
  }

  private static long recall(String lot, String more) {
    return app.post(
            MAKER,
            "/api/v1/recalls",
            "application/json",
            "{\"gtin\":\"%s\",\"batch\":\"%s\",\"reason\":\"glass\"%s}".formatted(GTIN, lot, more))
        .body()
        .get("id")
        .asLong();
  }

  /** What somebody is told of a recall in the list, as "packs incoming"; empty if it is not. */
  private static List<String> concern(String who, long recall) {
    return done(app.get(who, "/api/v1/stock/recalled?after=" + (recall - 1) + "&limit=1"))
        .valueStream()
        .filter(line -> line.get("recall").asLong() == recall)
        .map(line -> line.get("packs") + " " + line.get("incoming"))
        .toList();
  }

  private static void sentOn(String from, String gln, String... units) {
    stored(from, shipping("12", gln, PHARMACY_GLN, quoted(units)));
  }

  @Test
  void aHolderWithoutKafkaIsToldByWebhookAndStreamOfItsOwnPacksOnly() throws Exception {
    String[] packs = batch("HOOK", "RH1", "RH2", "RH3", "RH4", "RH5", "RH6");
    accepted(WHOLESALER, shipped(Arrays.copyOf(packs, 5)), ALL);
    sentOn(WHOLESALER, WHOLESALER_GLN, packs[0], packs[1]);
    try (Subscriber subscriber = new Subscriber()) {
      assertThat(
              app.put(
                      PHARMACY,
                      "/api/v1/alert-webhook",
                      "{\"url\":\"" + subscriber.address() + "\"}")
                  .status())
          .isEqualTo(204);
      HttpResponse<Stream<String>> listening = AlertNotificationIT.listen(WHOLESALER, "");
      long recall = recall("HOOK", "");
      assertThat(AlertNotificationIT.heard(listening, "\"recall\":" + recall + ",")).isNotEmpty();
      await().atMost(PATIENCE).until(() -> !subscriber.reports.isEmpty());
      JsonNode report = subscriber.reports.getFirst().document();
      assertThat(report.get("alerts")).isEmpty();
      JsonNode notice = report.get("recalls").get(0);
      assertThat(notice.get("recall").asLong()).isEqualTo(recall);
      assertThat(notice.get("gtin").asText()).isEqualTo(GTIN);
      assertThat(notice.get("batch").asText()).isEqualTo("HOOK");
      assertThat(notice.get("reason").asText()).isEqualTo("glass");
      assertThat(notice.get("organisation").asText())
          .isEqualTo(organisation(PHARMACY_GLN).toString());
      assertThat(notice.get("packs").asInt()).isZero();
      assertThat(notice.get("incoming").asInt()).isEqualTo(2);
      assertThat(subscriber.reports.getFirst().body())
          .as("what the others hold")
          .doesNotContain("\"packs\":5", "\"packs\":1", WHOLESALER_GLN);
      assertThat(app.send(PHARMACY, "DELETE", "/api/v1/alert-webhook", null, null).status())
          .isEqualTo(204);
      // The sender of what is on its way holds it still.
      assertThat(concern(WHOLESALER, recall)).containsExactly("5 0");
      assertThat(concern(PHARMACY, recall)).containsExactly("0 2");
      assertThat(concern(MAKER, recall)).containsExactly("1 0");
      assertThat(concern(OUTSIDER, recall)).isEmpty();
    }
  }

  @Test
  void whoIsSentSomethingRecalledLaterIsToldOnceToo() {
    String[] packs = batch("LATER", "RL1", "RL2", "RL3");
    long recall = recall("LATER", "");
    await().atMost(PATIENCE).until(() -> !concern(MAKER, recall).isEmpty());
    assertThat(concern(WHOLESALER, recall)).isEmpty();
    accepted(WHOLESALER, shipped(packs[0]), ALL);
    await().atMost(PATIENCE).until(() -> !concern(WHOLESALER, recall).isEmpty());
    accepted(WHOLESALER, shipped(packs[1]), ALL);
    // On a pallet, of which the shipments name no pack.
    String pallet = SSCC + newSscc();
    stored(MAKER, packing("ADD", "09", SupplyChain.MAKER_GLN, pallet, packs[2]));
    accepted(WHOLESALER, shipped(pallet), ALL);
    sentOn(WHOLESALER, WHOLESALER_GLN, pallet);
    await().atMost(PATIENCE).until(() -> !concern(PHARMACY, recall).isEmpty());
    assertThat(concern(WHOLESALER, recall)).containsExactly("3 0");
    assertThat(concern(PHARMACY, recall)).containsExactly("0 1");
    String number = "\"recall\":" + recall + ",";
    assertThat(TopicRecords.of(infrastructure, "recalls", text -> text.contains(number), 3))
        .extracting(TopicRecords.Found::key)
        .as("each once")
        .containsExactlyInAnyOrder(
            organisation(SupplyChain.MAKER_GLN).toString(),
            organisation(WHOLESALER_GLN).toString(),
            organisation(PHARMACY_GLN).toString());
  }

  @Test
  void theListCanBeHadAsCsvAndSaysWhenAllIsGone() {
    String[] packs = batch("GONE", "RG1");
    long recall = recall("GONE", "");
    await().atMost(PATIENCE).until(() -> !concern(MAKER, recall).isEmpty());
    assertThat(csv(recall)).endsWith(",1,0");
    stored(MAKER, step("destroying", "12", SupplyChain.MAKER_GLN, quoted(packs)));
    assertThat(csv(recall)).endsWith(",0,0");
  }

  /** The line of a recall. */
  private static String csv(long recall) {
    List<String> lines =
        app.send(MAKER, "GET", "/api/v1/stock/recalled", null, null, Map.of("Accept", "text/csv"))
            .raw()
            .body()
            .lines()
            .toList();
    assertThat(lines.getFirst())
        .isEqualTo("recall,gtin,name,batch,country,since,reason,told,packs,incoming");
    return lines.stream().filter(line -> line.startsWith(recall + ",")).findFirst().orElseThrow();
  }
}
