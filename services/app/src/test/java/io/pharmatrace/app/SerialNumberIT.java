package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Serial numbers are issued at random, each once for ever (EU 2016/161, article 4). */
class SerialNumberIT extends SupplyChainTest {
  private static final String RIVAL = "rival";
  private static final String PATH = "/api/v1/products/" + GTIN + "/serials";

  private static Answer issue(String who, String path, String id, int count, String accept) {
    return app.send(
        who,
        "POST",
        path,
        "application/json",
        "{\"count\":%d,\"transactionId\":\"%s\"}".formatted(count, id),
        Map.of("Accept", accept));
  }

  private static Answer issue(String id, int count) {
    return issue(MAKER, PATH, id, count, "application/json");
  }

  private static List<String> serials(Answer answer) {
    assertThat(answer.status()).as("%s", answer.raw().body()).isEqualTo(200);
    return StreamSupport.stream(answer.body().get("serials").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void asManyNumbersAsAreWantedAreIssuedWithTheProbabilityToGuessOne() {
    Answer answer = issue("figures", 25_000);
    assertThat(serials(answer)).hasSize(25_000).doesNotHaveDuplicates();
    assertThat(serials(answer)).allMatch(serial -> serial.matches("[2-9C-X]{12}"));
    assertThat(answer.body().get("guessProbabilityBelow").asText()).isEqualTo("0.0001");
    assertThat(answer.body().has("existingAtMost")).as("says how much others make").isFalse();
    assertThat(answer.body().get("count").asInt()).isEqualTo(25_000);
    assertThat(answer.body().get("length").asInt()).isEqualTo(12);
  }

  @Test
  void aRetryWithTheSameTransactionIdIsGivenTheSameNumbersAlsoAsCsv() {
    Answer first = issue("retry", 11_000);
    assertThat(issue("retry", 11_000).body()).isEqualTo(first.body());
    Answer csv = issue(MAKER, PATH, "retry", 11_000, "text/csv");
    assertThat(csv.raw().headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(csv.raw().body())
        .isEqualTo("serial\r\n" + String.join("\r\n", serials(first)) + "\r\n");
  }

  @Test
  void aTransactionIdStandsForOneRequest() {
    serials(issue("once", 3));
    Answers.assertProblem(issue("once", 4), ErrorCode.CONFLICT);
  }

  @Test
  void simultaneousRequestsAreNeverGivenTheSameNumber() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Answer>> calls =
          IntStream.range(0, 8)
              .<Callable<Answer>>mapToObj(i -> () -> issue("together" + i, 2_000))
              .toList();
      Set<String> all = new HashSet<>();
      threads.invokeAll(calls).forEach(done -> all.addAll(serials(done.resultNow())));
      assertThat(all).hasSize(16_000);
    }
  }

  @Test
  void simultaneousRetriesAreOneRequest() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Answer>> calls =
          IntStream.range(0, 8).<Callable<Answer>>mapToObj(_ -> () -> issue("same", 100)).toList();
      assertThat(threads.invokeAll(calls).stream().map(done -> serials(done.resultNow())))
          .hasSize(8)
          .containsOnly(serials(issue("same", 100)));
    }
  }

  @Test
  void anIssuedNumberThatWasNotCommissionedIsLikeAnUnknownOne() {
    String issued = serials(issue("unused", 1)).getFirst();
    for (String who : List.of(MAKER, OUTSIDER)) {
      JsonNode verdict = verdict(who, issued);
      assertThat(verdict.toString().replace(issued, "XXXXXXXXXXXX"))
          .isEqualTo(verdict(who, "XXXXXXXXXXXX").toString());
    }
  }

  @Test
  void anIssuedNumberBecomesAPackByCommissioning() {
    String issued = serials(issue("used", 1)).getFirst();
    assertThat(
            app.post(MAKER, "/epcis/v2/events", "application/json", Captures.commissioning(issued))
                .status())
        .isEqualTo(201);
    assertThat(verdict(MAKER, issued).path("verdict").asText()).isEqualTo("OK");
  }

  @Test
  void onlyTheMakerOfAProductIsIssuedNumbersForIt() {
    rival();
    Answers.assertProblem(
        issue(OUTSIDER, PATH, "mine", 1, "application/json"), ErrorCode.FORBIDDEN);
    Answer foreign = issue(RIVAL, PATH, "mine", 1, "application/json");
    Answer unknown =
        issue(RIVAL, PATH.replace(GTIN, "09521101999990"), "mine", 1, "application/json");
    Answers.assertProblem(foreign, ErrorCode.NOT_FOUND);
    Answers.assertProblem(unknown, ErrorCode.NOT_FOUND);
    assertThat(foreign.body().get("detail")).isEqualTo(unknown.body().get("detail"));
  }

  /** Another manufacturer, with another GS1 company prefix. */
  private static void rival() {
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/organisations/9521106000011",
                    "{\"name\":\"Rival\",\"role\":\"manufacturer\",\"companyPrefixes\":[\"9521106\"]}")
                .status())
        .isEqualTo(204);
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/users/" + RIVAL,
                    "{\"name\":\"rival\",\"organisation\":\"9521106000011\",\"roles\":[\"manufacturer\"],\"password\":\"%s\"}"
                        .formatted(RunningApplication.PASSWORD))
                .status())
        .isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"count\":0,\"transactionId\":\"t\"}",
        "{\"count\":500001,\"transactionId\":\"t\"}",
        "{\"count\":1}",
        "{\"count\":1,\"transactionId\":\"\"}",
        "{\"count\":\"many\",\"transactionId\":\"t\"}"
      })
  void badRequestsAreRefusedByName(String json) {
    assertThat(app.post(MAKER, PATH, "application/json", json).status()).isEqualTo(400);
  }

  @Test
  void whatIsNotOfferedIsRefusedBeforeAnyNumberIsIssued() {
    String id = UUID.randomUUID().toString();
    Answers.assertProblem(issue(MAKER, PATH, id, 5, "application/pdf"), ErrorCode.NOT_ACCEPTABLE);
    assertThat(serials(issue(id, 6))).hasSize(6);
  }
}
