package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.MAKER_GLN;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static io.pharmatrace.app.SupplyChain.WHOLESALER_GLN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.custody.application.DocumentWorker;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Documents that come in slowly, wait for each other, or meet a fault that nobody foresaw. */
@PharmaTraceInfrastructure
@Timeout(120) // An upload that is never answered fails, and does not hang.
class CaptureQueueIT {
  private static final String JSON = "application/json";
  private static final int MAX_WAITING = 2;

  private static RunningApplication app;

  @BeforeAll
  static void start(Infrastructure infrastructure) {
    app =
        RunningApplication.start(
            infrastructure,
            Map.of(
                "pharmatrace.custody.capture.max-waiting",
                MAX_WAITING,
                "pharmatrace.custody.capture.abandoned-after",
                "1s"));
    new SupplyChain(app, infrastructure.kafka().bootstrapServers()).register();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  /** A document whose sender has not finished. */
  private static final class Upload {
    private final PipedOutputStream rest = new PipedOutputStream();
    private final CompletableFuture<Answer> answer;

    Upload(String who) throws IOException {
      PipedInputStream body = new PipedInputStream(rest, 1 << 20);
      answer =
          CompletableFuture.supplyAsync(
              () ->
                  app.send(
                      HttpRequest.newBuilder(app.uri().resolve("/epcis/v2/capture"))
                          .header("Content-Type", JSON)
                          .header("Authorization", "Bearer " + app.token(who))
                          .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
                          .build()),
              // Not the common pool, which has a single thread on two cores.
              Thread::startVirtualThread);
      // More than one chunk, so that the server has begun to store it.
      rest.write(" ".repeat(400_000).replaceFirst(" ", "[").getBytes(UTF_8));
      rest.flush();
    }

    Answer finish() throws IOException {
      try (rest) {
        rest.write("]".getBytes(UTF_8));
      }
      return answer.join();
    }
  }

  private static Jdbi jdbi() {
    return app.bean(Jdbi.class);
  }

  private static long documents() {
    return jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM custody.capture_document")
                    .mapTo(Long.class)
                    .one());
  }

  private static String inspection(String serial, String gln) {
    return """
        {"type": "ObjectEvent", "eventTime": "2026-11-20T09:00:00Z",
         "eventTimeZoneOffset": "+00:00", "epcList": [%s], "action": "OBSERVE",
         "bizStep": "inspecting", "readPoint": {"id": "https://id.gs1.org/414/%s"}}
        """
        .formatted(Captures.packs(serial), gln);
  }

  private static String state(String serial) {
    JsonNode pack = app.get(MAKER, "/api/v1/packs/" + GTIN + "/" + serial).body();
    return pack.path("pack").path("state").asText("unknown");
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.7", name = "Capture limits")
  void whoHasTooManyDocumentsWaitingIsToldWhenToTryAgain() throws Exception {
    await().until(() -> documents() == 0);
    Upload first = new Upload(MAKER);
    Upload second = new Upload(MAKER);
    await().until(() -> documents() == MAX_WAITING);

    Answer third = Captures.post(app, MAKER, JSON, Captures.document(), "rollback");

    Answers.assertProblem(third, ErrorCode.TOO_MANY_REQUESTS);
    assertThat(third.raw().headers().firstValueAsLong("Retry-After")).isPresent();
    assertThat(Captures.post(app, WHOLESALER, JSON, Captures.document(), "rollback").status())
        .as("another organisation's documents")
        .isEqualTo(202);
    assertThat(first.finish().status()).isEqualTo(202);
    assertThat(second.finish().status()).isEqualTo(202);
    await().until(() -> documents() == 0);
    assertThat(Captures.post(app, MAKER, JSON, Captures.document(), "rollback").status())
        .isEqualTo(202);
  }

  @Test
  void aDocumentThatPausedForTooLongIsForgottenAndItsSenderTold() throws Exception {
    await().until(() -> documents() == 0);
    Upload upload = new Upload(MAKER);
    await().until(() -> documents() == 1);
    DocumentWorker worker = app.bean(DocumentWorker.class);
    await()
        .untilAsserted(
            () -> {
              worker.removeAbandoned();
              assertThat(documents()).isZero();
            });
    Answer answer = upload.finish();
    Answers.assertProblem(answer, ErrorCode.CONFLICT);
    assertThat(answer.body().get("detail").asText()).contains("send it again");
  }

  @Test
  void aDocumentThatWaitsForALockHoldsUpNobodyElsesButItsOrganisationsNext() {
    Captures.job(app, MAKER, JSON, Captures.document(Captures.commissioning("Q1")));
    try (Handle test = jdbi().open()) {
      test.begin();
      test.execute("SELECT 1 FROM custody.unit WHERE serial = 'Q1' FOR UPDATE");
      Answer blocked =
          Captures.post(
              app, MAKER, JSON, Captures.document(inspection("Q1", MAKER_GLN)), "proceed");
      Answer behind =
          Captures.post(
              app, MAKER, JSON, Captures.document(Captures.commissioning("Q2")), "proceed");
      JsonNode others =
          Captures.job(app, WHOLESALER, JSON, Captures.document(inspection("Q3", WHOLESALER_GLN)));
      assertThat(others.get("running").asBoolean()).isFalse();
      assertThat(running(blocked)).isTrue();
      assertThat(running(behind)).isTrue();
      test.rollback();
      assertThat(Captures.finished(app, MAKER, blocked).get("success").asBoolean()).isTrue();
      assertThat(Captures.finished(app, MAKER, behind).get("success").asBoolean()).isTrue();
    }
  }

  private static boolean running(Answer posted) {
    String address = posted.raw().headers().firstValue("Location").orElseThrow();
    return app.get(MAKER, address).body().get("running").asBoolean();
  }

  @Test
  void aFaultThatNobodyForesawStopsOnlyTheEventThatMeetsIt() {
    jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    CREATE FUNCTION custody.fail() RETURNS trigger LANGUAGE plpgsql AS
                      $$ BEGIN RAISE EXCEPTION 'a test wants it so'; END $$;
                    CREATE TRIGGER fault BEFORE INSERT ON custody.event FOR EACH ROW
                      WHEN (NEW.document LIKE '%FAULT%') EXECUTE FUNCTION custody.fail()
                    """));
    try {
      String[] events = {
        Captures.commissioning("U1"), Captures.commissioning("FAULT1"), Captures.commissioning("U2")
      };
      JsonNode whole = Captures.job(app, MAKER, JSON, Captures.document(events), "rollback");
      assertThat(whole.get("success").asBoolean()).isFalse();
      assertThat(whole.get("errors").findValuesAsText("code")).containsExactly("unprocessable");
      assertThat(state("U1")).isEqualTo("unknown");

      JsonNode parts = Captures.job(app, MAKER, JSON, Captures.document(events), "proceed");
      assertThat(parts.get("errors").findValuesAsText("code")).containsExactly("unprocessable");
      assertThat(parts.get("errors").findValuesAsText("event")).containsExactly("1");
      assertThat(state("U1")).isEqualTo("Active");
      assertThat(state("U2")).isEqualTo("Active");
      assertThat(state("FAULT1")).isEqualTo("unknown");
    } finally {
      jdbi().useHandle(handle -> handle.execute("DROP FUNCTION custody.fail() CASCADE"));
    }
  }
}
