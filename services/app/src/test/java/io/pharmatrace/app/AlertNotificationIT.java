package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.REGULATOR;
import static io.pharmatrace.app.SupplyChain.WHOLESALER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.platform.error.ErrorCode;
import io.pharmatrace.testsupport.Infrastructure;
import io.pharmatrace.verification.application.NoticeQueue;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is told of alerts, by topic, webhook and stream: at least once, in order, and no more. */
class AlertNotificationIT extends AlertTest {
  private static final String TOKEN = "a token of some length";

  private final Infrastructure infrastructure;

  AlertNotificationIT(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
  }

  @AfterEach
  void removeWebhooks() {
    for (String who : List.of(MAKER, OUTSIDER)) {
      assertThat(app.send(who, "DELETE", "/api/v1/alert-webhook", null, null).status())
          .isEqualTo(204);
    }
  }

  /** The id of a new alert that concerns outsider and maker. */
  private static String newAlert(String serial) {
    pack(serial);
    verify(OUTSIDER, serial, "");
    return alert(OUTSIDER, serial).path("id").asText();
  }

  private static void webhook(String who, Subscriber subscriber) {
    assertThat(
            app.put(
                    who,
                    "/api/v1/alert-webhook",
                    "{\"url\":\"%s\",\"token\":\"%s\"}".formatted(subscriber.address(), TOKEN))
                .status())
        .isEqualTo(204);
  }

  private static List<String> told(Subscriber subscriber) {
    return subscriber.reports.stream()
        .flatMap(report -> report.document().findValuesAsText("alert").stream())
        .toList();
  }

  @Test
  void theTopicTellsEverybodyConcernedUnderTheirOwnKeyAndNamesNoPack() throws Exception {
    String alert = newAlert("TOPIC-SERIAL");
    Set<String> concerned =
        Stream.of(SupplyChain.MAKER_GLN, SupplyChain.OUTSIDER_GLN, SupplyChain.REGULATOR_GLN)
            .map(gln -> organisation(gln).toString())
            .collect(Collectors.toSet());
    List<TopicRecords.Found> records =
        TopicRecords.of(infrastructure, "alerts", text -> text.contains(alert), 3);
    assertThat(records.stream().map(TopicRecords.Found::key))
        .containsExactlyInAnyOrderElementsOf(concerned);
    for (TopicRecords.Found record : records) {
      JsonNode notice = record.json();
      assertThat(notice.path("organisation").asText()).isEqualTo(record.key());
      assertThat(notice.path("what").asText()).isEqualTo("raised");
      assertThat(notice.path("code").asText()).isEqualTo("custody-mismatch");
      assertThat(notice.path("entry").asText()).isEqualTo("scanned");
      assertThat(record.text()).doesNotContain("TOPIC-SERIAL", SupplyChain.GTIN, "952110");
    }
  }

  @Test
  void aWebhookIsPostedWhatConcernsItsOrganisationInOrderAndSigned() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      webhook(MAKER, subscriber);
      String first = newAlert("HOOK-1");
      String second = newAlert("HOOK-2");
      assertThat(
              app.post(
                      OUTSIDER,
                      "/api/v1/alerts/" + first + "/comments",
                      "application/json",
                      "{\"comment\":\"We look.\"}")
                  .status())
          .isEqualTo(201);
      await().atMost(PATIENCE).until(() -> told(subscriber).size() >= 3);
      assertThat(told(subscriber)).containsExactly(first, second, first);
      Subscriber.Report last = subscriber.reports.getLast();
      assertThat(last.document().findValuesAsText("what")).endsWith("comment");
      assertThat(last.body()).as("what the comment says").doesNotContain("We look");
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(TOKEN.getBytes(UTF_8), "HmacSHA256"));
      assertThat(last.signature())
          .isEqualTo(Base64.getEncoder().encodeToString(mac.doFinal(last.body().getBytes(UTF_8))));
    }
  }

  @Test
  void aDeadWebhookStopsNobodyElseAndIsToldWhenItIsBack() throws Exception {
    try (Subscriber dead = new Subscriber();
        Subscriber alive = new Subscriber()) {
      dead.refusals.set(Integer.MAX_VALUE);
      webhook(OUTSIDER, dead);
      webhook(MAKER, alive);
      String alert = newAlert("DEAD-HOOK");
      await().atMost(PATIENCE).until(() -> told(alive).contains(alert));
      await()
          .atMost(PATIENCE)
          .until(
              () -> app.get(OUTSIDER, "/api/v1/alert-webhook").body().path("failures").asInt() > 0);
      assertThat(dead.reports).isEmpty();
      dead.refusals.set(0);
      await().atMost(PATIENCE).until(() -> told(dead).contains(alert));
    }
  }

  /** A stream of what somebody is told, from there on or from now on. */
  static HttpResponse<Stream<String>> listen(String who, String lastEventId) throws Exception {
    HttpRequest.Builder request =
        app.request(app.token(who), "/api/v1/alerts/stream").header("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofLines());
  }

  /** The id of the next event, which has this text, after which the listener is gone. */
  static String heard(HttpResponse<Stream<String>> listening, String text) {
    String id = "";
    try (Stream<String> lines = listening.body()) {
      for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
        String line = each.next();
        if (line.startsWith("id:")) {
          id = line.substring(3).strip();
        }
        if (line.startsWith("data:") && line.length() > 10) {
          assertThat(line).contains(text);
          return id;
        }
      }
    }
    throw new AssertionError("the stream ended");
  }

  @Test
  void aStreamTellsAsItHappensAndGoesOnWhereTheListenerWas() throws Exception {
    String before = newAlert("STREAM-0");
    for (String who : List.of(OUTSIDER, MAKER)) {
      await().atMost(PATIENCE).until(() -> position(who, before) > 0);
    }
    long start = position(MAKER, before);
    HttpResponse<Stream<String>> listening = listen(MAKER, "");
    assertThat(listening.statusCode()).isEqualTo(200);
    String first = newAlert("STREAM-1");
    String id = heard(listening, first);
    assertThat(Long.parseLong(id)).isGreaterThan(start);
    // While nobody listens:
    String second = newAlert("STREAM-2");
    assertThat(Long.parseLong(heard(listen(MAKER, id), second))).isGreaterThan(Long.parseLong(id));
    assertThat(heard(listen(OUTSIDER, String.valueOf(position(OUTSIDER, first) - 1)), first))
        .as("the other organisation concerned")
        .isNotEmpty();
  }

  @Test
  void whoListensForTheFirstTimeIsToldAtOnceWhereTheStreamBegins() throws Exception {
    String before = newAlert("FIRST-TIME");
    await().atMost(PATIENCE).until(() -> position(MAKER, before) > 0);
    HttpResponse<Stream<String>> listening = listen(MAKER, "");
    try (Stream<String> lines = listening.body()) {
      List<String> first = lines.takeWhile(line -> !line.isEmpty()).toList();
      assertThat(first)
          .anySatisfy(line -> assertThat(line).matches("event: ?alive"))
          .anySatisfy(line -> assertThat(line).matches("id: ?" + position(MAKER, before)));
    }
  }

  @Test
  void oldNoticesAreForgottenWhenNoWebhookWaitsForThem() throws Exception {
    for (String who : List.of(MAKER, OUTSIDER)) { // of other tests
      app.send(who, "DELETE", "/api/v1/alert-webhook", null, null);
    }
    String old = newAlert("OLD-NOTICE");
    await().atMost(PATIENCE).until(() -> position(MAKER, old) > 0 && position(OUTSIDER, old) > 0);
    try (Subscriber dead = new Subscriber()) {
      dead.refusals.set(Integer.MAX_VALUE);
      webhook(OUTSIDER, dead);
      String waiting = newAlert("WAITING-NOTICE");
      String fresh = newAlert("FRESH-NOTICE");
      await()
          .atMost(PATIENCE)
          .until(() -> position(MAKER, fresh) > 0 && position(OUTSIDER, waiting) > 0);
      app.bean(Jdbi.class)
          .useHandle(
              handle ->
                  handle.execute(
                      """
                      UPDATE verification.notice n SET noted = now() - interval '91 days'
                      FROM verification.alert a
                      WHERE a.number = n.number AND a.serial IN ('OLD-NOTICE', 'WAITING-NOTICE')
                      """));
      assertThat(app.bean(NoticeQueue.class).removeOlderThan(Duration.ofDays(90))).isFalse();
      assertThat(position(MAKER, old)).isZero();
      assertThat(position(OUTSIDER, old)).isZero();
      assertThat(position(MAKER, waiting)).isZero();
      assertThat(position(OUTSIDER, waiting)).as("its webhook is down").isPositive();
      assertThat(position(MAKER, fresh)).isPositive();
      assertThat(app.send(OUTSIDER, "DELETE", "/api/v1/alert-webhook", null, null).status())
          .isEqualTo(204);
    }
  }

  @Test
  void whomACaseConcernsOnlyLaterIsToldThen() {
    String alert = newAlert("LATER-CONCERNED");
    await().atMost(PATIENCE).until(() -> position(MAKER, alert) > 0);
    assertThat(position(WHOLESALER, alert)).isZero();
    String to =
        ",\"destinationList\":[{\"type\":\"owning_party\",\"destination\":\"https://id.gs1.org/417/%s\"}]"
            .formatted(SupplyChain.WHOLESALER_GLN);
    capture(
        MAKER,
        event("shipping", uri("LATER-CONCERNED"), SupplyChain.MAKER_GLN, yesterday, to),
        201);
    verify(OUTSIDER, "LATER-CONCERNED", "");
    await().atMost(PATIENCE).until(() -> position(WHOLESALER, alert) > 0);
    assertThat(alert(OUTSIDER, "LATER-CONCERNED").path("times").asInt()).isEqualTo(2);
  }

  /** At which position an organisation was told of a new alert; 0 when it was not yet. */
  private static long position(String who, String alert) {
    String gln = SupplyChain.gln(who);
    return app.bean(Jdbi.class)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT coalesce(max(n.position), 0)
                        FROM verification.notice n JOIN verification.alert a USING (number)
                        WHERE a.id = :alert AND n.organisation_id = :organisation
                        """)
                    .bind("alert", UUID.fromString(alert))
                    .bind("organisation", organisation(gln))
                    .mapTo(Long.class)
                    .one());
  }

  @Test
  void whomAnAlertDoesNotConcernIsNotTold() {
    String alert = newAlert("NOT-THEIRS");
    await().atMost(PATIENCE).until(() -> position(MAKER, alert) > 0);
    assertThat(position(WHOLESALER, alert)).isZero();
  }

  @Test
  void onlyWhoAsksForEventsIsGivenAStream() {
    Answers.assertProblem(app.get(REGULATOR, "/api/v1/alerts/stream"), ErrorCode.NOT_ACCEPTABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"url\":\"\"}",
        "{\"url\":\"ftp://example.org\"}",
        "{\"url\":\"https://user:secret@example.org\"}",
        "{\"url\":\"https://example.org\",\"token\":\"short\"}",
      })
  void badWebhooksAreRefused(String json) {
    assertThat(app.put(MAKER, "/api/v1/alert-webhook", json).status()).isEqualTo(400);
  }
}
