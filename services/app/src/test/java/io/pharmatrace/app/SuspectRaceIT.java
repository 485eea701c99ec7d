package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.platform.error.ErrorCode;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** A pack becomes suspect in the very moment in which it is given out (docs/alerts.md). */
class SuspectRaceIT extends AlertTest {
  private static Handle locked(String serial) {
    Handle handle = app.bean(Jdbi.class).open().begin();
    assertThat(
            handle
                .createQuery(
                    "SELECT id FROM custody.unit WHERE key = :gtin AND serial = :serial FOR UPDATE")
                .bind("gtin", GTIN)
                .bind("serial", serial)
                .mapTo(Long.class)
                .list())
        .hasSize(1);
    return handle;
  }

  /** Until so many transactions wait for a lock. */
  private static void waiting(int count) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                app.bean(Jdbi.class)
                        .withHandle(
                            handle ->
                                handle
                                    .createQuery(
                                        """
                                        SELECT count(*) FROM pg_stat_activity
                                        WHERE datname = current_database()
                                          AND wait_event_type = 'Lock' AND query LIKE '%custody.unit%'
                                        """)
                                    .mapTo(Integer.class)
                                    .one())
                    >= count);
  }

  private static Answer dispense(String serial) {
    return app.send(
        MAKER,
        "PATCH",
        "/api/v1/packs/" + GTIN + "/" + serial,
        "application/json",
        "{\"transactionId\":\"%s\",\"state\":\"Supplied\"}".formatted(serial));
  }

  private static Answer confirm(JsonNode alert) {
    return app.put(
        MAKER,
        "/api/v1/alerts/" + alert.path("id").asText() + "/state",
        "{\"state\":\"closed\",\"cause\":\"falsification-confirmed\",\"version\":%d}"
            .formatted(alert.path("version").asInt()));
  }

  /** A pack with an open case, that is not suspect. */
  private static JsonNode doubted(String serial) {
    pack(serial);
    verify(OUTSIDER, serial, "");
    return alert(MAKER, serial);
  }

  @Test
  void aFalsificationIsConfirmedAfterWhoHasThePackAtHandIsDone() {
    JsonNode alert = doubted("AT-HAND");
    CompletableFuture<Answer> confirmed;
    try (Handle giving = locked("AT-HAND")) {
      confirmed = CompletableFuture.supplyAsync(() -> confirm(alert));
      waiting(1);
      assertThat(alert(MAKER, "AT-HAND").path("state").asText()).isEqualTo("open");
      giving.rollback();
    }
    done(confirmed.join());
    Answers.assertProblem(dispense("AT-HAND"), ErrorCode.CHANGE_REFUSED);
  }

  @Test
  void whatWaitsForThePackWhileAFalsificationIsConfirmedIsRefused() {
    JsonNode alert = doubted("WAITED");
    CompletableFuture<Answer> dispensed;
    try (Handle confirming = locked("WAITED")) {
      dispensed = CompletableFuture.supplyAsync(() -> dispense("WAITED"));
      waiting(1);
      // As CaseWork does under its lock, later than the wish was said.
      confirming
          .createUpdate(
              """
              WITH step AS (
                INSERT INTO verification.step (number, version, kind, done, done_by,
                                               organisation_id, state, cause)
                SELECT number, version + 1, 'state', clock_timestamp(), 'maker', organisation_id,
                       'closed', 'falsification-confirmed'
                FROM verification.alert WHERE id = CAST(:id AS uuid))
              UPDATE verification.alert
              SET state = 'closed', cause = 'falsification-confirmed', version = version + 1
              WHERE id = CAST(:id AS uuid)
              """)
          .bind("id", alert.path("id").asText())
          .execute();
      confirming.commit();
    }
    Answer answer = dispensed.join();
    Answers.assertProblem(answer, ErrorCode.CHANGE_REFUSED);
    assertThat(answer.body().path("reason").asText()).isEqualTo("pack-suspect");
    assertThat(trace("WAITED").path("steps")).hasSize(1);
  }
}
