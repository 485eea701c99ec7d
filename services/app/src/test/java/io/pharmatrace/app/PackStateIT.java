package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of a pack's life (EU 2016/161; docs/pack-states.md), over REST. */
class PackStateIT extends SupplyChainTest {
  /** When most of it happens: a day ago, with an offset as a pharmacy has it. */
  private final OffsetDateTime yesterday =
      OffsetDateTime.now(ZoneOffset.ofHours(1)).truncatedTo(ChronoUnit.SECONDS).minusDays(1);

  private String pack(String serial, String lot, String expiry) {
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "commissioning",
            SupplyChain.label(serial, lot, expiry),
            yesterday.minusDays(30).toString(),
            ""));
    awaitVerdict(MAKER, serial, expiry.startsWith("20") ? "EXPIRED" : "OK");
    return serial;
  }

  private String pack(String serial) {
    return pack(serial, "A1", "310131");
  }

  private static Answer change(String who, String serial, String json) {
    return app.send(who, "PATCH", "/api/v1/packs/" + GTIN + "/" + serial, "application/json", json);
  }

  private static String wanted(String state, OffsetDateTime time, String place) {
    return wanted(UUID.randomUUID().toString(), state, time, place);
  }

  private static String wanted(String id, String state, OffsetDateTime time, String place) {
    return "{\"transactionId\":\"%s\",\"state\":\"%s\",\"time\":\"%s\",\"place\":\"%s\"}"
        .formatted(id, state, time, place);
  }

  private static void done(Answer answer) {
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
  }

  private static void refused(Answer answer, String reason) {
    Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
    assertThat(answer.body().path("reason").asText()).isEqualTo(reason);
  }

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

  @ParameterizedTest
  @ValueSource(strings = {"Supplied", "Exported", "CheckedOut", "Sample", "FreeSample"})
  void whatWasGivenOutIsUndoneWithin240HoursAtTheSamePlaceOnly(String state) {
    String serial = pack("UNDO-" + state);
    OffsetDateTime then = yesterday.minusDays(20);
    done(change(MAKER, serial, wanted(state, then, MAKER_GLN)));
    assertThat(verdict(MAKER, serial).path("level").asText()).isEqualTo("STOP");
    refused(
        change(MAKER, serial, wanted("Active", then.plusHours(240).plusSeconds(1), MAKER_GLN)),
        "undo-too-late");
    refused(
        change(MAKER, serial, wanted("Active", then.plusHours(1), otherSite())), "undo-elsewhere");
    done(change(MAKER, serial, wanted("Active", then.plusHours(240), MAKER_GLN)));
    assertThat(verdict(MAKER, serial).path("verdict").asText()).isEqualTo("OK");
  }

  /** Whoever may write any time could undo what was dispensed a year ago. */
  @Test
  void whatWasToldOver240HoursAgoIsNotUndoneWhateverTimeIsWritten() {
    String serial = pack("LONG-AGO");
    done(change(MAKER, serial, wanted("Supplied", yesterday.minusDays(20), MAKER_GLN)));
    int longAgo =
        app.bean(Jdbi.class)
            .withHandle(
                handle ->
                    handle
                        .createUpdate(
                            """
                            UPDATE custody.event e SET record_time = now() - interval '241 hours'
                            FROM custody.unit u
                            WHERE u.serial = :serial AND e.id = u.last_event
                            """)
                        .bind("serial", serial)
                        .execute());
    assertThat(longAgo).isEqualTo(1);
    // Nor by telling first that it ended otherwise.
    done(
        change(
            MAKER, serial, wanted("Exported", yesterday.minusDays(20).minusHours(1), MAKER_GLN)));
    refused(
        change(MAKER, serial, wanted("Active", yesterday.minusDays(19), MAKER_GLN)),
        "undo-too-late");
  }

  /** A second site of the same organisation. */
  private static String otherSite() {
    String gln = "9521101000115";
    assertThat(
            app.put(
                    "admin",
                    "/api/v1/organisations/" + MAKER_GLN + "/sites/" + gln,
                    "{\"name\":\"other\"}")
                .status())
        .isEqualTo(204);
    return gln;
  }

  @Test
  void ofWhatIsDatedBeforeAPackBecameActiveAgainOnlyTheftAndDestructionCount() {
    String serial = pack("ORDER");
    done(change(MAKER, serial, wanted("Locked", yesterday, MAKER_GLN)));
    done(change(MAKER, serial, wanted("Active", yesterday.plusHours(2), MAKER_GLN)));
    refused(
        change(MAKER, serial, wanted("Supplied", yesterday.plusHours(1), MAKER_GLN)),
        "change-taken-back");
    done(change(MAKER, serial, wanted("Supplied", yesterday.plusHours(2), MAKER_GLN)));
    done(change(MAKER, serial, wanted("Active", yesterday.plusHours(3), MAKER_GLN)));
    done(change(MAKER, serial, wanted("Stolen", yesterday.plusHours(1), MAKER_GLN)));
  }

  @Test
  void aLockIsLiftedAtAnyTime() {
    String serial = pack("LOCK");
    done(change(MAKER, serial, wanted("Locked", yesterday.minusDays(29), MAKER_GLN)));
    assertThat(verdict(MAKER, serial).path("verdict").asText()).isEqualTo("LOCKED");
    refused(change(MAKER, serial, wanted("Supplied", yesterday, MAKER_GLN)), "not-active");
    done(change(MAKER, serial, wanted("Active", yesterday, otherSite())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stolen", "Destroyed"})
  void whatIsStolenOrDestroyedNeverComesBack(String state) {
    String serial = pack("END-" + state);
    done(change(MAKER, serial, wanted(state, yesterday, MAKER_GLN)));
    refused(
        change(MAKER, serial, wanted("Active", yesterday.plusMinutes(1), MAKER_GLN)),
        "state-final");
    refused(
        change(MAKER, serial, wanted(state, yesterday.plusMinutes(11), MAKER_GLN)),
        "state-already-set");
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

  @Test
  void onlyTheStateThatIsNamedIsUndone() {
    String serial = pack("NAMED");
    done(change(MAKER, serial, wanted("Locked", yesterday, MAKER_GLN)));
    String undo =
        "{\"transactionId\":\"%s\",\"state\":\"Active\",\"undone\":\"%s\",\"place\":\"%s\"}";
    refused(
        change(MAKER, serial, undo.formatted("named-1", "Supplied", MAKER_GLN)),
        "undo-other-state");
    done(change(MAKER, serial, undo.formatted("named-2", "Locked", MAKER_GLN)));
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
  void whatWasCommissionedInErrorNeverComesBack() {
    String event = Captures.commissioning("UNMADE");
    assertThat(app.post(MAKER, "/epcis/v2/events", "application/json", event).status())
        .isEqualTo(201);
    done(change(MAKER, "UNMADE", wanted("Locked", yesterday, MAKER_GLN)));
    String declaration =
        event.replace(
            "\"action\"",
            "\"errorDeclaration\": {\"declarationTime\": \"%s\", \"reason\": \"did_not_occur\"}, \"action\""
                .formatted(OffsetDateTime.now(ZoneOffset.UTC)));
    assertThat(app.post(MAKER, "/epcis/v2/events", "application/json", declaration).status())
        .isEqualTo(201);
    refused(change(MAKER, "UNMADE", wanted("Active", yesterday, MAKER_GLN)), "not-active");
    assertThat(verdict(MAKER, "UNMADE").path("level").asText()).isEqualTo("STOP");
  }

  @Test
  void whoReceivesADispensedPackDoesNotUndoIt() {
    String serial = pack("HANDED-ON");
    String data = SupplyChain.label(serial, "A1", "310131");
    chain.publish(
        SupplyChain.scan(
            MAKER,
            "shipping",
            data,
            yesterday.toString(),
            ",\"destination\":\"https://id.gs1.org/414/%s\"".formatted(OUTSIDER_GLN)));
    awaitVerdict(OUTSIDER, serial, "NOT_RECEIVED");
    // Told late: it was dispensed before it left.
    done(change(MAKER, serial, wanted("Supplied", yesterday.minusHours(1), MAKER_GLN)));
    chain.publish(
        SupplyChain.scan(OUTSIDER, "receiving", data, yesterday.plusHours(1).toString(), ""));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                verdict(OUTSIDER, serial).path("custody").path("relation").asText().equals("you"));
    refused(
        change(OUTSIDER, serial, wanted("Active", yesterday.plusHours(2), OUTSIDER_GLN)),
        "undo-elsewhere");
  }

  @Test
  void aLockedPackOfARecalledBatchIsDestroyed() {
    String serial = pack("LOCKED-RECALLED", "REC2", "310131");
    done(change(MAKER, serial, wanted("Locked", yesterday, MAKER_GLN)));
    assertThat(
            app.post(
                    MAKER,
                    "/api/v1/recalls",
                    "application/json",
                    "{\"gtin\":\"%s\",\"batch\":\"REC2\",\"reason\":\"glass\"}".formatted(GTIN))
                .status())
        .isEqualTo(201);
    OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
    refused(change(MAKER, serial, wanted("Active", now, MAKER_GLN)), "batch-recalled");
    done(change(MAKER, serial, wanted("Destroyed", now, MAKER_GLN)));
  }

  @Test
  void aChangeDoesNotLieInTheFuture() {
    Answers.assertProblem(
        change(MAKER, "ANY", wanted("Supplied", yesterday.plusDays(1).plusHours(1), MAKER_GLN)),
        ErrorCode.INVALID_VALUE);
  }
}
