package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of a pack's life (EU 2016/161; docs/pack-states.md), over REST. */
class PackStateIT extends PackStateTest {
  @Test
  void ofAHundredSimultaneousDispensesExactlyOneSucceeds() throws Exception {
    String serial = pack("RACE");
    try (var threads = Executors.newFixedThreadPool(100)) {
      List<Callable<Answer>> dispenses =
          IntStream.range(0, 100)
              .<Callable<Answer>>mapToObj(
                  i ->
                      () ->
                          change(
                              MAKER,
                              serial,
                              wanted("Supplied", yesterday.plusSeconds(i), MAKER_GLN)))
              .toList();
      List<Integer> statuses =
          threads.invokeAll(dispenses).stream().map(done -> done.resultNow().status()).toList();
      assertThat(statuses).containsOnlyOnce(200);
      assertThat(statuses).filteredOn(status -> status == 409).hasSize(99);
    }
    assertThat(verdict(MAKER, serial).path("verdict").asText()).isEqualTo("SUPPLIED");
  }

  /** Each answer has a code, a text and what to do (for a refusal, about its very reason). */
  @Test
  void eachAnswerSaysWhatToDo() {
    String serial = pack("ACTION");
    Answer changed = change(MAKER, serial, wanted("Supplied", yesterday, MAKER_GLN));
    done(changed);
    assertThat(changed.body().path("code").asText()).isEqualTo("changed");
    assertThat(changed.body().path("title").asText()).contains("Supplied");
    assertThat(changed.body().path("action").asText()).isNotBlank();
    Answer late = change(MAKER, serial, wanted("Active", yesterday.plusHours(1), OUTSIDER_GLN));
    Answers.assertProblem(late, ErrorCode.CHANGE_REFUSED);
    assertThat(late.body().path("action").asText()).doesNotContain("docs/errors.md");
    Answer again = change(MAKER, serial, wanted("Supplied", yesterday.plusSeconds(9), MAKER_GLN));
    refused(again, "state-just-set");
    assertThat(again.body().path("action").asText())
        .isEqualTo("There is nothing to do; nobody was alerted.");
  }

  @Test
  void aRetryWithTheSameTransactionIdIsGivenTheFirstAnswerAndChangesNothing() {
    String serial = pack("RETRY");
    String request = wanted("retry-1", "Supplied", yesterday, MAKER_GLN);
    Answer first = change(MAKER, serial, request);
    done(first);
    done(change(MAKER, serial, wanted("Active", yesterday.plusHours(1), MAKER_GLN)));
    assertThat(change(MAKER, serial, request).body()).isEqualTo(first.body());
    assertThat(verdict(MAKER, serial).path("verdict").asText()).isEqualTo("OK");

    String refusal = wanted("retry-2", "Active", yesterday.plusHours(2), MAKER_GLN);
    refused(change(MAKER, serial, refusal), "undo-nothing");
    done(change(MAKER, serial, wanted("Locked", yesterday.plusHours(3), MAKER_GLN)));
    refused(change(MAKER, serial, refusal), "undo-nothing");
  }

  @Test
  void aRefusalThatMayPassIsJudgedAnewUnderTheSameTransactionId() {
    String serial = pack("WAITS");
    AlertTest.capture(
        MAKER,
        AlertTest.event(
            "shipping",
            AlertTest.uri(serial),
            MAKER_GLN,
            yesterday,
            ",\"destinationList\":[{\"type\":\"owning_party\",\"destination\":\"https://id.gs1.org/417/%s\"}]"
                .formatted(WHOLESALER_GLN)),
        201);
    String request =
        "{\"transactionId\":\"waits-1\",\"state\":\"Locked\",\"place\":\"%s\"}"
            .formatted(WHOLESALER_GLN);
    refused(change(WHOLESALER, serial, request), "not-in-custody");
    long offer = HandoverTest.latestOffer(WHOLESALER, "IN");
    assertThat(
            app.post(
                    WHOLESALER,
                    "/api/v1/offers/" + offer + "/acceptance",
                    "application/json",
                    "{\"transactionId\":\"waits-2\",\"accept\":\"ALL\",\"place\":\"%s\"}"
                        .formatted(WHOLESALER_GLN))
                .status())
        .isEqualTo(200);
    Answer done = change(WHOLESALER, serial, request);
    done(done);
    assertThat(change(WHOLESALER, serial, request).body()).isEqualTo(done.body());
  }

  @Test
  void retriesAtTheSameTimeMakeOneChange() throws Exception {
    String serial = pack("RETRIES");
    String request = wanted("retries-1", "Supplied", yesterday, MAKER_GLN);
    try (var threads = Executors.newFixedThreadPool(16)) {
      List<Callable<Answer>> calls =
          IntStream.range(0, 16)
              .<Callable<Answer>>mapToObj(_ -> () -> change(MAKER, serial, request))
              .toList();
      assertThat(threads.invokeAll(calls).stream().map(done -> done.resultNow().body()))
          .allSatisfy(body -> assertThat(body.path("eventId").asText()).startsWith("ni:"))
          .hasSize(16);
    }
    assertThat(trace(serial).path("steps")).hasSize(2);
  }

  @Test
  void aTransactionIdStandsForOneChange() {
    String serial = pack("ID");
    done(change(MAKER, serial, wanted("id-1", "Locked", yesterday, MAKER_GLN)));
    Answers.assertProblem(
        change(MAKER, serial, wanted("id-1", "Stolen", yesterday, MAKER_GLN)), ErrorCode.CONFLICT);
  }

  @Test
  void anExpiredPackIsNotDispensedButMayBeDestroyed() {
    String serial = pack("OLD", "OLD1", "200131");
    refused(change(MAKER, serial, wanted("Supplied", yesterday, MAKER_GLN)), "batch-expired");
    done(change(MAKER, serial, wanted("Destroyed", yesterday, MAKER_GLN)));
  }

  @Test
  void whatWasDoneBeforeARecallIsReplayedWithItsOwnTime() {
    String serial = pack("REPLAY", "REC1", "310131");
    String late = pack("REPLAY-LATE", "REC1", "310131");
    assertThat(
            app.post(
                    MAKER,
                    "/api/v1/recalls",
                    "application/json",
                    "{\"gtin\":\"%s\",\"batch\":\"REC1\",\"reason\":\"glass\"}".formatted(GTIN))
                .status())
        .isEqualTo(201);
    // Offline at the time, told now: it ends as it would have ended at once.
    done(change(MAKER, serial, wanted("Supplied", yesterday, MAKER_GLN)));
    assertThat(OffsetDateTime.parse(trace(serial).path("steps").get(1).path("time").asText()))
        .isEqualTo(yesterday);
    refused(
        change(MAKER, late, wanted("Supplied", OffsetDateTime.now(ZoneOffset.UTC), MAKER_GLN)),
        "batch-recalled");
    refused(
        change(MAKER, serial, wanted("Active", OffsetDateTime.now(ZoneOffset.UTC), MAKER_GLN)),
        "batch-recalled");
  }

  @Test
  void onlyWhoHoldsAPackChangesIt() {
    String serial = pack("MINE");
    refused(change(OUTSIDER, serial, wanted("Supplied", yesterday, OUTSIDER_GLN)), "unit-unknown");
    refused(change(OUTSIDER, "NEVER", wanted("Supplied", yesterday, OUTSIDER_GLN)), "unit-unknown");
    refused(
        change(MAKER, serial, wanted("Supplied", yesterday, OUTSIDER_GLN)), "read-point-unknown");
    assertThat(verdict(MAKER, serial).path("verdict").asText()).isEqualTo("OK");
  }

  @Test
  void theLabelIsComparedWithTheRecord() {
    String serial = pack("LABEL");
    String request = "{\"transactionId\":\"%s\",\"state\":\"Supplied\",%s}";
    refused(
        change(MAKER, serial, request.formatted("label-1", "\"batch\":\"B2\"")), "batch-differs");
    refused(
        change(MAKER, serial, request.formatted("label-2", "\"expiry\":\"310130\"")),
        "expiry-differs");
    done(
        change(
            MAKER,
            serial,
            request.formatted("label-3", "\"batch\":\"A1\",\"expiry\":\"2031-01-31\"")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"state\":\"Supplied\"}",
        "{\"transactionId\":\"\",\"state\":\"Supplied\"}",
        "{\"transactionId\":\"t\",\"state\":\"Void\"}",
        "{\"transactionId\":\"t\",\"state\":\"Melted\"}",
        "{\"transactionId\":\"t\",\"state\":\"Supplied\",\"expiry\":\"319999\"}",
        "{\"transactionId\":\"t\",\"state\":\"Supplied\",\"place\":\"9521101000017\"}",
        "{\"transactionId\":\"t\",\"state\":\"Supplied\",\"time\":\"yesterday\"}",
      })
  void badRequestsAreRefusedByName(String json) {
    assertThat(change(MAKER, "ANY", json).status()).isEqualTo(400);
  }

  @Test
  void aChangeDoesNotLieInTheFuture() {
    Answers.assertProblem(
        change(MAKER, "ANY", wanted("Supplied", yesterday.plusDays(1).plusHours(1), MAKER_GLN)),
        ErrorCode.INVALID_VALUE);
  }
}
