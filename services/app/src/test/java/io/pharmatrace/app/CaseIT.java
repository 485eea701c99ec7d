package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER_GLN;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An alert is a case: who may see it, who does what, and how it ends (docs/alerts.md). */
class CaseIT extends AlertTest {
  /** A new case: the outsider met a pack that the maker holds. */
  private static String newCase(String serial) {
    pack(serial);
    verify(OUTSIDER, serial, "");
    return "/api/v1/alerts/" + alert(OUTSIDER, serial).path("id").asText();
  }

  private static Answer state(String who, String alert, String json) {
    return app.put(who, alert + "/state", json);
  }

  private static Answer close(String who, String alert, String cause, int version) {
    return state(
        who,
        alert,
        "{\"state\":\"closed\",\"cause\":\"%s\",\"comment\":\"seen\",\"version\":%d}"
            .formatted(cause, version));
  }

  private static Answer comment(String who, String alert, String text) {
    return app.post(who, alert + "/comments", "application/json", "{\"comment\":\"" + text + "\"}");
  }

  @Test
  void aCaseIsOpenThenInvestigatedThenClosedWithACauseAndKeepsItsHistory() {
    String alert = newCase("WHOLE");
    assertThat(app.get(MAKER, alert).body().path("state").asText()).isEqualTo("open");
    done(state(OUTSIDER, alert, "{\"state\":\"investigating\",\"version\":1}"));
    assertThat(comment(MAKER, alert, "We look.").status()).isEqualTo(201);
    done(close(MAKER, alert, "handling-error", 3));

    JsonNode whole = app.get(REGULATOR, alert).body();
    assertThat(whole.path("state").asText()).isEqualTo("closed");
    assertThat(whole.path("cause").asText()).isEqualTo("handling-error");
    assertThat(whole.path("version").asInt()).isEqualTo(4);
    assertThat(whole.path("history").findValuesAsText("kind"))
        .containsExactly("state", "comment", "state");
    assertThat(whole.path("history").get(1).path("by").path("user").asText()).isEqualTo(MAKER);
    assertThat(whole.path("history").get(1).path("comment").asText()).isEqualTo("We look.");
    assertThat(whole.path("history").get(2).path("time").asText()).isNotBlank();
  }

  @Test
  void whoActedIsShownToHisOrganisationAndRegulatorsOnly() {
    String alert = newCase("NAMES");
    comment(OUTSIDER, alert, "Our fault.");
    JsonNode by = app.get(MAKER, alert).body().path("history").get(0).path("by");
    assertThat(by.path("role").asText()).isEqualTo("pharmacist");
    assertThat(by.hasNonNull("user") || by.hasNonNull("gln")).isFalse();
    assertThat(app.get(OUTSIDER, alert).body().toString()).contains(OUTSIDER_GLN);
  }

  @Test
  void whomACaseDoesNotConcernIsToldThatThereIsNone() {
    String alert = newCase("FOREIGN");
    String none = "/api/v1/alerts/" + UUID.randomUUID();
    for (String address : List.of(alert, none)) {
      Answers.assertProblem(app.get(WHOLESALER, address), ErrorCode.NOT_FOUND);
      Answers.assertProblem(comment(WHOLESALER, address, "x"), ErrorCode.NOT_FOUND);
      Answers.assertProblem(close(WHOLESALER, address, "other", 1), ErrorCode.NOT_FOUND);
      Answers.assertProblem(
          app.put(WHOLESALER, address + "/assignment", "{\"version\":1}"), ErrorCode.NOT_FOUND);
    }
    assertThat(app.get(WHOLESALER, alert).body().path("detail"))
        .isEqualTo(app.get(WHOLESALER, none).body().path("detail"));
  }

  @Test
  void ofTwoInvestigatorsTheSlowerIsTold() {
    String alert = newCase("RACE");
    done(state(OUTSIDER, alert, "{\"state\":\"investigating\",\"version\":1}"));
    Answers.assertProblem(close(MAKER, alert, "data-wrong", 1), ErrorCode.CONFLICT);
    assertThat(app.get(MAKER, alert).body().path("state").asText()).isEqualTo("investigating");
  }

  @Test
  void aCaseIsGivenToAUserOfTheOwnOrganisationWhoMayAct() {
    String alert = newCase("WORK");
    Answer given = app.put(OUTSIDER, alert + "/assignment", "{\"user\":\"counter\",\"version\":1}");
    done(given);
    assertThat(given.body().path("assigned").path("user").asText()).isEqualTo(COUNTER);
    for (String user : List.of(MAKER, "nobody-of-this-name")) {
      Answers.assertProblem(
          app.put(OUTSIDER, alert + "/assignment", "{\"user\":\"" + user + "\",\"version\":2}"),
          ErrorCode.INVALID_VALUE);
    }
    Answer nobody = app.put(OUTSIDER, alert + "/assignment", "{\"version\":2}");
    done(nobody);
    assertThat(nobody.body().hasNonNull("assigned")).isFalse();
  }

  @Test
  void aClosedCaseIsOpenedAgainWithAReason() {
    String alert = newCase("REOPENED");
    done(close(MAKER, alert, "technical-fault", 1));
    Answers.assertProblem(
        state(MAKER, alert, "{\"state\":\"open\",\"version\":2}"), ErrorCode.INVALID_VALUE);
    Answer open = state(MAKER, alert, "{\"state\":\"open\",\"comment\":\"Not so.\",\"version\":2}");
    done(open);
    assertThat(open.body().hasNonNull("cause")).isFalse();
  }

  @Test
  void aClosedCaseIsNotOpenedBesideANewerOne() {
    String alert = newCase("NEWER");
    done(close(MAKER, alert, "technical-fault", 1));
    verify(OUTSIDER, "NEWER", "");
    Answers.assertProblem(
        state(MAKER, alert, "{\"state\":\"open\",\"comment\":\"Not so.\",\"version\":2}"),
        ErrorCode.CONFLICT);
  }

  @Test
  void aClosedCaseIsNotOpenedBesideOneThatComesAtTheSameMoment() throws Exception {
    String alert = newCase("MOMENT");
    done(close(MAKER, alert, "technical-fault", 1));
    try (var threads = Executors.newSingleThreadExecutor();
        Handle newer = app.bean(Jdbi.class).open()) {
      newer.begin();
      newer.execute(
          """
          INSERT INTO verification.alert (key, serial, code, kind, organisation_id, detail,
                                          first_time, last_time, times)
          SELECT key, serial, code, kind, organisation_id, detail, now(), now(), 1
          FROM verification.alert WHERE serial = 'MOMENT'
          """);
      Future<Answer> opening =
          threads.submit(
              () ->
                  state(
                      MAKER, alert, "{\"state\":\"open\",\"comment\":\"Not so.\",\"version\":2}"));
      await().atMost(PATIENCE).until(CaseIT::somebodyWaits);
      newer.commit();
      Answers.assertProblem(opening.get(), ErrorCode.CONFLICT);
    }
  }

  /** Whether a transaction waits for another to end. */
  private static boolean somebodyWaits() {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT EXISTS (SELECT FROM pg_locks
                                       WHERE NOT granted AND locktype = 'transactionid')
                        """)
                    .mapTo(Boolean.class)
                    .one());
  }

  @Test
  void onlyManufacturerAndRegulatorSayThatAPackIsFalsified() {
    String alert = newCase("FALSIFIED");
    Answers.assertProblem(
        close(OUTSIDER, alert, "falsification-confirmed", 1), ErrorCode.FORBIDDEN);
    assertThat(verify(MAKER, "FALSIFIED", "").body().path("verdict").asText()).isEqualTo("OK");
    done(close(MAKER, alert, "falsification-confirmed", 1));
    JsonNode verdict = verify(MAKER, "FALSIFIED", "").body();
    assertThat(verdict.path("verdict").asText()).isEqualTo("SUSPECT");
    assertThat(verdict.path("level").asText()).isEqualTo("STOP");

    String again = "{\"state\":\"open\",\"comment\":\"An error.\",\"version\":2}";
    Answers.assertProblem(state(OUTSIDER, alert, again), ErrorCode.FORBIDDEN);
    done(state(REGULATOR, alert, again));
    assertThat(verify(MAKER, "FALSIFIED", "").body().path("verdict").asText()).isEqualTo("OK");
  }

  @Test
  void whoMetAPackThatShouldNotBeThereDoesNotCloseTheCaseHimself() {
    String alert = newCase("OWN-CASE");
    Answers.assertProblem(close(OUTSIDER, alert, "handling-error", 1), ErrorCode.FORBIDDEN);
    done(app.put(OUTSIDER, alert + "/assignment", "{\"user\":\"counter\",\"version\":1}"));
    Answers.assertProblem(close(OUTSIDER, alert, "handling-error", 2), ErrorCode.FORBIDDEN);
    done(app.put(MAKER, alert + "/assignment", "{\"user\":\"maker\",\"version\":2}"));
    Answers.assertProblem(
        app.put(OUTSIDER, alert + "/assignment", "{\"version\":3}"), ErrorCode.FORBIDDEN);
    done(close(MAKER, alert, "handling-error", 3));
  }

  @Test
  void whoHasSaidEnoughHoldsUpNobodyElseAndNoState() {
    String alert = newCase("WORDS");
    app.bean(Jdbi.class)
        .useTransaction(
            handle -> {
              handle.execute(
                  """
                  INSERT INTO verification.step (number, version, kind, done_by, organisation_id,
                                                 comment)
                  SELECT number, n, 'comment', 'outsider', organisation_id, 'again'
                  FROM verification.alert, generate_series(2, 201) AS n WHERE serial = 'WORDS'
                  """);
              handle.execute("UPDATE verification.alert SET version = 201 WHERE serial = 'WORDS'");
            });
    Answers.assertProblem(comment(OUTSIDER, alert, "more"), ErrorCode.CONFLICT);
    Answers.assertProblem(
        app.put(OUTSIDER, alert + "/assignment", "{\"version\":201}"), ErrorCode.CONFLICT);
    assertThat(comment(MAKER, alert, "We look.").status()).isEqualTo(201);
    done(state(OUTSIDER, alert, "{\"state\":\"investigating\",\"version\":202}"));
    done(close(MAKER, alert, "handling-error", 203));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"state\":\"closed\"}",
        "{\"state\":\"closed\",\"version\":1}",
        "{\"state\":\"closed\",\"cause\":\"weather\",\"version\":1}",
        "{\"state\":\"closed\",\"cause\":\"other\",\"version\":1}",
        "{\"state\":\"investigating\",\"cause\":\"other\",\"version\":1}",
        "{\"state\":\"melted\",\"version\":1}",
        "{\"state\":\"investigating\",\"version\":0}",
      })
  void badChangesAreRefusedByName(String json) {
    String alert = newCase("BAD-" + UUID.randomUUID().toString().substring(0, 8));
    assertThat(state(OUTSIDER, alert, json).status()).isEqualTo(400);
    assertThat(app.get(OUTSIDER, alert).body().path("version").asInt()).isEqualTo(1);
  }

  @Test
  void aCommentHasAnEnd() {
    String alert = newCase("LONG");
    assertThat(comment(OUTSIDER, alert, "x".repeat(4000)).status()).isEqualTo(201);
    assertThat(comment(OUTSIDER, alert, "x".repeat(4001)).status()).isEqualTo(400);
    assertThat(comment(OUTSIDER, alert, "").status()).isEqualTo(400);
  }

  @Test
  void theListCanBeHadAsCsvWithWhatTheViewerMaySee() {
    newCase("CSV");
    String query = "/api/v1/alerts?serial=CSV&limit=1";
    List<String> own = csv(OUTSIDER, query);
    assertThat(own.getFirst()).startsWith("id,code,kind,meaning,gtin,serial,sscc,batch");
    assertThat(own).hasSize(2);
    assertThat(own.get(1))
        .contains(",custody-mismatch,custody,", "," + GTIN + ",CSV,", "," + OUTSIDER_GLN + ",");
    assertThat(csv(MAKER, query).get(1)).contains(",pharmacist,,,").doesNotContain(OUTSIDER_GLN);
    assertThat(csv(WHOLESALER, query)).hasSize(1);
    newCase("CSV-MORE");
    assertThat(csv(OUTSIDER, "/api/v1/alerts?limit=1")).as("all pages").hasSizeGreaterThan(2);
  }

  private static List<String> csv(String who, String path) {
    return app.send(who, "GET", path, null, null, Map.of("Accept", "text/csv"))
        .raw()
        .body()
        .lines()
        .toList();
  }

  @Test
  void theListIsFilteredAndReadPageByPage() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.addFirst(newCase("PAGE" + i).replaceFirst(".*/", ""));
    }
    String query =
        "/api/v1/alerts?code=custody-mismatch&kind=custody&state=open&gtin=" + GTIN + "&limit=2";
    List<String> read = new ArrayList<>();
    String after = "";
    while (read.size() < 5) {
      JsonNode page = app.get(OUTSIDER, query + after).body();
      assertThat(page).isNotEmpty();
      page.forEach(alert -> read.add(alert.path("id").asText()));
      after = "&after=" + read.getLast();
    }
    assertThat(read.subList(0, 5)).isEqualTo(all);
    assertThat(app.get(OUTSIDER, "/api/v1/alerts?since=2099-01-01T00:00:00Z").body()).isEmpty();
    assertThat(app.get(OUTSIDER, "/api/v1/alerts?limit=1001").status()).isEqualTo(400);
  }

  @Test
  void aCommentThatIsSentAgainIsMadeOnce() {
    pack("COMMENT-ONCE");
    verify(OUTSIDER, "COMMENT-ONCE", "");
    String path = "/api/v1/alerts/" + alert(OUTSIDER, "COMMENT-ONCE").path("id").asText();
    for (int i = 0; i < 2; i++) {
      assertThat(
              app.post(
                      OUTSIDER,
                      path + "/comments",
                      "application/json",
                      "{\"comment\":\"once only\",\"transactionId\":\"comment-1\"}")
                  .status())
          .isEqualTo(201);
    }
    assertThat(app.get(OUTSIDER, path).body().toString().split("once only", -1)).hasSize(2);
  }
}
