package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.testsupport.PharmaTraceInfrastructure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Capture jobs: limits, and errors of each event. */
@PharmaTraceInfrastructure
class CaptureJobIT {
  private static final String JSON = "application/json";
  private static final int MAX_EVENTS = 1_200;
  private static final int MAX_BYTES = 3_000_000;

  private static RunningApplication app;

  @BeforeAll
  static void start(Infrastructure infrastructure) {
    app =
        RunningApplication.start(
            infrastructure,
            Map.of(
                "pharmatrace.custody.capture.max-events", MAX_EVENTS,
                "pharmatrace.custody.capture.max-bytes", MAX_BYTES));
    new SupplyChain(app, infrastructure.kafka().bootstrapServers()).register();
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static JsonNode job(String behaviour, String... events) {
    return Captures.job(app, MAKER, JSON, Captures.document(events), behaviour);
  }

  private static String state(String serial) {
    JsonNode pack = app.get(MAKER, "/api/v1/packs/" + GTIN + "/" + serial).body();
    return pack.path("pack").path("state").asText("unknown");
  }

  private static String[] commissioning(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Captures.commissioning(prefix + i))
        .toArray(String[]::new);
  }

  /** Another event, for the same event again is a repeat and no error. */
  private static String later(String event) {
    return event.replace("08:00:00Z", "08:30:00Z");
  }

  private static String[] with(String[] events, int at, String event) {
    String[] changed = events.clone();
    changed[at] = event;
    return changed;
  }

  private static long waiting() {
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT count(*) FROM custody.capture_document")
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.7", name = "Capture error behaviour rollback")
  void nothingIsStoredWhenAnEventOfALaterBatchCannotBe() {
    String[] events = with(commissioning("R", 1_100), 1_050, later(Captures.commissioning("R0")));
    events = with(events, 700, Captures.commissioning("R701").replace("ADD", "NONE"));

    JsonNode job = job("rollback", events);

    assertThat(job.get("success").asBoolean()).isFalse();
    assertThat(job.get("captureErrorBehaviour").asText()).isEqualTo("rollback");
    assertThat(job.get("events").asInt()).isEqualTo(1_100);
    assertThat(job.get("errors").findValuesAsText("event")).containsExactly("700", "1050");
    assertThat(job.get("errors").findValuesAsText("code"))
        .containsExactly("event-invalid", "already-commissioned");
    assertThat(job.get("errors").get(0).get("path").asText())
        .isEqualTo("/epcisBody/eventList/700/action");
    assertThat(state("R0")).isEqualTo("unknown");
    assertThat(state("R1099")).isEqualTo("unknown");
    assertThat(app.get(MAKER, "/api/v1/rejections").body().findValuesAsText("reason"))
        .contains("event-invalid");
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.7", name = "Capture error behaviour proceed")
  void whatCanBeStoredIsStoredAndEveryErrorIsTold() {
    String[] events = with(commissioning("P", 1_100), 1_050, later(Captures.commissioning("P0")));
    events = with(events, 700, Captures.commissioning("P700").replace("ADD", "NONE"));

    JsonNode job = job("proceed", events);

    assertThat(job.get("success").asBoolean()).isFalse();
    assertThat(job.get("errors").findValuesAsText("event")).containsExactly("700", "1050");
    JsonNode error = job.get("errors").get(1);
    assertThat(error.get("type").asText()).isEqualTo("epcisException:ValidationException");
    assertThat(error.get("status").asInt()).isEqualTo(400);
    assertThat(error.get("detail").asText()).contains("P0");
    assertThat(state("P0")).isEqualTo("Active");
    assertThat(state("P1099")).isEqualTo("Active");
    assertThat(state("P700")).isEqualTo("unknown");
  }

  @Test
  void errorsAreKeptUpToANumberAndCountedBeyond() {
    job("proceed", Captures.commissioning("E"));
    String[] same =
        IntStream.range(0, 1_100)
            .mapToObj(
                i ->
                    Captures.commissioning("E")
                        .replace("08:00:00Z", "09:00:00." + (1000 + i) + "Z"))
            .toArray(String[]::new);

    JsonNode job = job("proceed", same);

    assertThat(job.get("errorCount").asInt()).isEqualTo(1_100);
    assertThat(job.get("errors")).hasSize(1_000);
  }

  @Test
  void nothingOfADoneDocumentStays() {
    job("rollback", Captures.commissioning("C1"));
    job("rollback", Captures.commissioning("C1", "C1"));
    await().until(() -> waiting() == 0);
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.7", name = "Capture limits")
  void aDocumentOfTooManyEventsFailsItsJob() {
    JsonNode job = job("rollback", commissioning("T", MAX_EVENTS + 1));
    assertThat(job.get("success").asBoolean()).isFalse();
    assertThat(job.get("errors").get(0).get("detail").asText()).contains("LIMIT_EVENTS");
    assertThat(state("T0")).isEqualTo("unknown");
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.7", name = "Capture limits")
  void aDocumentOfTooManyBytesIsRefusedHoweverItComes() {
    byte[] large = (" ".repeat(MAX_BYTES) + Captures.document()).getBytes(UTF_8);
    large[0] = '{';
    for (HttpRequest.BodyPublisher body :
        List.of(
            HttpRequest.BodyPublishers.ofByteArray(large),
            HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
      Answer answer =
          app.send(
              HttpRequest.newBuilder(app.uri().resolve("/epcis/v2/capture"))
                  .header("Content-Type", JSON)
                  .header("Authorization", "Bearer " + app.token(MAKER))
                  .timeout(Duration.ofSeconds(30))
                  .POST(body)
                  .build());
      Answers.assertProblem(answer, ErrorCode.TOO_LARGE);
      assertThat(answer.raw().headers().firstValue("GS1-EPCIS-Capture-File-Size-Limit"))
          .contains(String.valueOf(MAX_BYTES));
    }
    await().until(() -> waiting() == 0); // those of jobs go a moment after these are finished
  }

  @Test
  @Feature(standard = Standard.EPCIS, section = "8.2.7", name = "Capture limits")
  void everyAnswerSaysTheLimits() {
    for (String method : List.of("GET", "OPTIONS")) {
      var headers = app.send(MAKER, method, "/epcis/v2/capture", null, null).raw().headers();
      assertThat(headers.firstValue("GS1-Capture-limit")).contains(String.valueOf(MAX_EVENTS));
      assertThat(headers.firstValue("GS1-EPCIS-Capture-Limit"))
          .contains(String.valueOf(MAX_EVENTS));
      assertThat(headers.firstValue("GS1-Capture-file-size-limit"))
          .contains(String.valueOf(MAX_BYTES));
      assertThat(headers.firstValue("GS1-Capture-Error-Behaviour")).contains("all");
    }
  }

  @Test
  void oneDocumentThatIsBrokenOffLeavesNothing() throws Exception {
    InputStream gone =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the sender is gone");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            return read();
          }
        };
    byte[] beginning = ("{" + " ".repeat(1_000_000)).getBytes(UTF_8);
    InputStream broken = new SequenceInputStream(new ByteArrayInputStream(beginning), gone);
    assertThatThrownBy(
            () ->
                app.send(
                    HttpRequest.newBuilder(app.uri().resolve("/epcis/v2/capture"))
                        .header("Content-Type", JSON)
                        .header("Authorization", "Bearer " + app.token(MAKER))
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> broken))
                        .build()))
        .isInstanceOf(UncheckedIOException.class);
    await().until(() -> waiting() == 0);
  }
}
