package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pharmatrace.app.RunningApplication.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What is asked for at the same time shares statements and transactions, and nobody notices. */
class SimultaneousRequestsIT extends HandoverTest {
  private static Answer dispense(String serial, String lot) {
    return app.send(
        MAKER,
        "PATCH",
        "/api/v1/packs/" + GTIN + "/" + serial,
        "application/json",
        "{\"transactionId\":\"%s\",\"state\":\"Supplied\",\"batch\":\"%s\"}"
            .formatted(serial, lot));
  }

  private static List<String> packs(String prefix, int count) {
    List<String> serials = IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    stored(MAKER, Captures.commissioning(serials.toArray(String[]::new)));
    return serials;
  }

  @Test
  void eachHasItsOwnAnswer() {
    List<String> serials = packs("TOGETHER", 200);
    try (ExecutorService counters = Executors.newFixedThreadPool(32)) {
      List<CompletableFuture<Answer>> answers =
          serials.stream()
              .map(
                  serial ->
                      CompletableFuture.supplyAsync(
                          () -> dispense(serial, serial.endsWith("7") ? "WRONG" : "M"), counters))
              .toList();
      for (int i = 0; i < serials.size(); i++) {
        Answer answer = answers.get(i).join();
        if (serials.get(i).endsWith("7")) {
          assertThat(answer.status()).isEqualTo(409);
          assertThat(answer.body().path("reason").asText()).isEqualTo("batch-differs");
          assertThat(verdict(MAKER, serials.get(i)).path("verdict").asText()).isEqualTo("OK");
        } else {
          assertThat(trace(serials.get(i)).path("steps").get(1).path("event").asText())
              .isEqualTo(answer.body().path("eventId").asText());
          assertThat(verdict(MAKER, serials.get(i)).path("verdict").asText()).isEqualTo("SUPPLIED");
        }
      }
    }
  }

  @Test
  void aTransactionIdOfAnotherChangeSpoilsOnlyItsOwn() {
    List<String> serials = packs("TWICE", 32);
    assertThat(
            IntStream.range(0, 32)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> sameId(serials.get(i))))
                .toList()
                .stream()
                .map(answer -> answer.join().status()))
        .containsOnlyOnce(200)
        .filteredOn(status -> status == 409)
        .hasSize(31);
  }

  private static Answer sameId(String serial) {
    return app.send(
        MAKER,
        "PATCH",
        "/api/v1/packs/" + GTIN + "/" + serial,
        "application/json",
        "{\"transactionId\":\"same\",\"state\":\"Supplied\"}");
  }

  @Test
  void eachIsToldOfItsOwnPackAndWhatIsItsToKnow() {
    List<String> serials = packs("VERDICT", 60);
    for (int i = 0; i < serials.size(); i += 3) {
      assertThat(dispense(serials.get(i), "M").status()).isEqualTo(200);
    }
    List<String> askers = List.of(MAKER, WHOLESALER, REGULATOR);
    List<String> questions =
        IntStream.range(0, 180)
            .mapToObj(
                i ->
                    "/api/v1/packs/"
                        + GTIN
                        + "/"
                        + serials.get(i / 3)
                        + (i % 2 == 0 ? "?batch=M" : "?batch=X"))
            .toList();
    // The first time raises alerts, of which who may know is told from then on.
    oneByOne(askers, questions);
    List<JsonNode> alone = oneByOne(askers, questions);
    try (ExecutorService counters = Executors.newFixedThreadPool(32)) {
      List<CompletableFuture<Answer>> together =
          IntStream.range(0, 180)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () -> app.get(askers.get(i % 3), questions.get(i)), counters))
              .toList();
      for (int i = 0; i < together.size(); i++) {
        assertThat(seen(together.get(i).join().body())).isEqualTo(seen(alone.get(i)));
      }
    }
  }

  private static List<JsonNode> oneByOne(List<String> askers, List<String> questions) {
    return IntStream.range(0, questions.size())
        .mapToObj(i -> app.get(askers.get(i % 3), questions.get(i)).body())
        .toList();
  }

  /** Without what changes by itself. */
  private static JsonNode seen(JsonNode verdict) {
    return ((ObjectNode) verdict).without(List.of("anchoring", "checkedAt", "time"));
  }

  @Test
  void whoWaitsForAPackKeepsNobodyElseWaiting() {
    List<String> free = packs("FREE", 50);
    List<String> held = packs("HELD", 7);
    List<CompletableFuture<Answer>> waiting = new ArrayList<>();
    try (ExecutorService counters = Executors.newFixedThreadPool(32)) {
      app.bean(Jdbi.class)
          .useTransaction(
              handle -> {
                int locked =
                    handle
                        .createQuery(
                            "SELECT id FROM custody.unit WHERE serial = ANY(:held) FOR UPDATE")
                        .bindArray("held", String.class, held)
                        .mapTo(Long.class)
                        .list()
                        .size();
                assertThat(locked).isEqualTo(held.size());
                List<CompletableFuture<Answer>> others =
                    Stream.of(held, free)
                        .flatMap(List::stream)
                        .map(
                            serial ->
                                CompletableFuture.supplyAsync(
                                    () -> dispense(serial, "M"), counters))
                        .toList();
                waiting.addAll(others.subList(0, held.size()));
                others
                    .subList(held.size(), others.size())
                    .forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));
                assertThat(waiting).noneMatch(CompletableFuture::isDone);
              });
      waiting.forEach(answer -> assertThat(answer.join().status()).isEqualTo(200));
    }
  }
}
