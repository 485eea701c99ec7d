package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.OUTSIDER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static io.pharmatrace.app.SupplyChain.label;
import static io.pharmatrace.app.SupplyChain.scan;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Feature(standard = Standard.EPCIS, section = "8.2.5", name = "Subscriptions")
class EpcisSubscriptionIT extends SubscriptionTest {
  @Test
  void aSubscriberIsToldOfWhatMatchesAsItHappensWithItsSignature() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      query(MAKER, "Stream", "\"MATCH_epc\":[\"https://id.gs1.org/01/%s/21/ST1\"]".formatted(GTIN));
      Answer made =
          subscribe(
              MAKER,
              "Stream",
              "{\"dest\":\"%s\",\"signatureToken\":\"secret-1\",\"stream\":true}"
                  .formatted(subscriber.address()));
      assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
      assertThat(made.raw().body()).doesNotContain("secret-1");
      String address = made.raw().headers().firstValue("Location").orElseThrow();

      commission("ST2");
      commission("ST1");
      awaitSerials(subscriber, "ST1");

      Subscriber.Report report = subscriber.reports.getFirst();
      JsonNode document = report.document();
      assertThat(document.path("type").asText()).isEqualTo("EPCISQueryDocument");
      assertThat(document.findValue("subscriptionID").asText())
          .isEqualTo(made.body().get("subscriptionID").asText());
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("secret-1".getBytes(UTF_8), "HmacSHA256"));
      assertThat(report.signature())
          .isEqualTo(
              Base64.getEncoder().encodeToString(mac.doFinal(report.body().getBytes(UTF_8))));
      // Noted when the answer is there, which is a moment after the report.
      await()
          .atMost(PATIENCE)
          .until(() -> app.get(MAKER, address).body().hasNonNull("lastNotifiedAt"));
      assertThat(app.get(PHARMACY, address).status()).isEqualTo(404);
      assertThat(app.send(MAKER, "DELETE", address, null, null).status()).isEqualTo(204);
      assertThat(app.get(MAKER, address).status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @Feature(
      standard = Standard.EPCIS,
      section = "8.2",
      name = "GS1-EPC-Format: identifiers as they came in, as Digital Links, as EPC URNs")
  @CsvSource({
    "FO1, , https://id.gs1.org/01/09521101000023/21/FO1",
    "FO2, Never_Translates, urn:epc:id:sgtin:9521101.000002.%46O2",
    "FO3, Always_GS1_Digital_Link, https://id.gs1.org/01/09521101000023/21/FO3",
    "FO4, Always_EPC_URN, urn:epc:id:sgtin:9521101.000002.%46O4",
  })
  void aReportSpellsIdentifiersAsTheSubscriberWants(
      String serial, @Nullable String epcFormat, String told) throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      query(
          MAKER,
          serial,
          "\"MATCH_epc\":[\"https://id.gs1.org/01/%s/21/%s\"]".formatted(GTIN, serial));
      Answer made =
          app.send(
              MAKER,
              "POST",
              "/epcis/v2/queries/" + serial + "/subscriptions",
              "application/json",
              "{\"dest\":\"%s\",\"stream\":true}".formatted(subscriber.address()),
              epcFormat == null ? Map.of() : Map.of("GS1-EPC-Format", epcFormat));
      assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
      assertThat(made.body().get("epcFormat").asText())
          .isEqualTo(epcFormat == null ? "Always_GS1_Digital_Link" : epcFormat);

      captureUrn(serial.replace("F", "%46"));

      await().atMost(PATIENCE).until(() -> !subscriber.reports.isEmpty());
      assertThat(subscriber.reports.getFirst().document().findValue("epcList").get(0).asText())
          .isEqualTo(told);
    }
  }

  /** The maker makes a pack and says so with its EPC URN. */
  private static void captureUrn(String serial) {
    new EpcisEvents(app)
        .capture(
            MAKER,
            EpcisEvents.commissioning(
                MAKER,
                "2026-11-20T08:00:00Z",
                "U1",
                List.of("urn:epc:id:sgtin:9521101.000002." + serial)));
  }

  @Test
  void whatASubscriberCouldNotTakeIsSentAgain() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      subscriber.refusals.set(2);
      query(MAKER, "Retry", "\"MATCH_epc\":[\"https://id.gs1.org/01/%s/21/RT1\"]".formatted(GTIN));
      String address =
          subscribe(
                  MAKER,
                  "Retry",
                  "{\"dest\":\"%s\",\"stream\":true}".formatted(subscriber.address()))
              .raw()
              .headers()
              .firstValue("Location")
              .orElseThrow();
      commission("RT1");
      awaitSerials(subscriber, "RT1");
      await()
          .atMost(PATIENCE)
          .until(() -> app.get(MAKER, address).body().get("failures").asInt() == 0);
    }
  }

  @Test
  void aScheduledReportHoldsAllSinceTheLastAndComesEmptyIfWanted() throws Exception {
    try (Subscriber subscriber = new Subscriber()) {
      query(MAKER, "Scheduled", "\"EQ_bizStep\":[\"commissioning\"]");
      Instant before = Instant.now().minusSeconds(3_600);
      commission("SC1");
      Answer made =
          subscribe(
              MAKER,
              "Scheduled",
              """
              {"dest":"%s","schedule":{"second":"0/2"},"reportIfEmpty":true,
               "initialRecordTime":"%s"}"""
                  .formatted(subscriber.address(), before));
      assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
      commission("SC2");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(subscriber.serials()).contains("SC1", "SC2").doesNotHaveDuplicates();
                assertThat(subscriber.reports).anyMatch(report -> report.serials().isEmpty());
              });
    }
  }

  @Test
  void nobodyIsToldOfWhatHeMayNotSee() throws Exception {
    try (Subscriber partner = new Subscriber();
        Subscriber outsider = new Subscriber()) {
      for (String who : List.of(PHARMACY, OUTSIDER)) {
        query(who, "All", "\"EQ_bizStep\":[\"commissioning\",\"shipping\"]");
        String dest = (who.equals(PHARMACY) ? partner : outsider).address();
        assertThat(
                subscribe(who, "All", "{\"dest\":\"%s\",\"stream\":true}".formatted(dest)).status())
            .isEqualTo(201);
      }
      commission("VI1");
      chain.publish(
          scan(
              MAKER,
              "shipping",
              label("VI1", "S1", "280331"),
              "2026-11-20T09:00:00Z",
              ",\"destination\":\"https://id.gs1.org/414/" + SupplyChain.PHARMACY_GLN + "\""));
      // Of its commissioning too, if that was looked at after the shipment.
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(partner.serials()).isNotEmpty().containsOnly("VI1"));
      assertThat(outsider.reports).isEmpty();
    }
  }

  @Test
  void aWebSocketIsToldAsLongAsItIsOpen() throws Exception {
    query(MAKER, "Socket", "\"MATCH_epc\":[\"https://id.gs1.org/01/%s/21/WS1\"]".formatted(GTIN));
    List<String> told = new CopyOnWriteArrayList<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          private final StringBuilder text = new StringBuilder();

          @Override
          public @Nullable CompletionStage<?> onText(
              WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
              told.add(text.toString());
              text.setLength(0);
            }
            socket.request(1);
            return null;
          }
        };
    WebSocket socket = socket("Socket", listener);
    try {
      captureUrn("WS1");
      await()
          .atMost(PATIENCE)
          .until(() -> told.stream().anyMatch(text -> text.contains("/21/WS1")));
    } finally {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get();
    }
    Answer plain = app.get(MAKER, "/epcis/v2/queries/Socket/events");
    assertThat(plain.status()).as("%s", plain.body()).isEqualTo(200);
  }

  private static WebSocket socket(String query, WebSocket.Listener listener) throws Exception {
    URI uri =
        URI.create(
            app.uri().toString().replaceFirst("http", "ws")
                + "/epcis/v2/queries/"
                + query
                + "/events?stream=true");
    return HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .header("Authorization", "Bearer " + app.token(MAKER))
        .connectTimeout(Duration.ofSeconds(10))
        .buildAsync(uri, listener)
        .get();
  }

  @Test
  void theWebSocketsOfADeletedQueryAreClosed() throws Exception {
    query(MAKER, "Gone", "\"EQ_bizStep\":[\"shipping\"]");
    CompletableFuture<String> closed = new CompletableFuture<>();
    socket(
        "Gone",
        new WebSocket.Listener() {
          @Override
          public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(reason);
            return null;
          }
        });
    assertThat(app.send(MAKER, "DELETE", "/epcis/v2/queries/Gone", null, null).status())
        .isEqualTo(204);
    assertThat(closed.get(60, TimeUnit.SECONDS)).contains("query-unknown");
  }

  @Test
  @Timeout(120) // Whoever is held up here waits for ever.
  void openingWebSocketsThatWaitForTheDatabaseHoldsUpNobodyElse() throws Exception {
    query(MAKER, "Waiting", "\"EQ_bizStep\":[\"shipping\"]");
    List<WebSocket> sockets = new ArrayList<>();
    try (Handle test = app.bean(Jdbi.class).open()) {
      test.begin();
      test.execute("LOCK TABLE custody.subscription IN EXCLUSIVE MODE");
      for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
        sockets.add(socket("Waiting", new WebSocket.Listener() {}));
      }
      // More times than there are threads that serve connections.
      for (int i = 0; i < 4 * Runtime.getRuntime().availableProcessors(); i++) {
        assertThat(app.get(null, "/epcis/v2/events").status()).isEqualTo(401);
      }
      test.rollback();
    }
    sockets.forEach(WebSocket::abort);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"dest\":\"http://127.0.0.1:1/\"}",
        "{\"dest\":\"http://127.0.0.1:1/\",\"stream\":true,\"schedule\":{\"hour\":\"1\"}}",
        "{\"dest\":\"http://127.0.0.1:1/\",\"schedule\":{\"hour\":\"25\"}}",
        "{\"dest\":\"http://127.0.0.1:1/\",\"schedule\":{\"year\":\"2026\"}}",
        "{\"dest\":\"ftp://127.0.0.1/\",\"stream\":true}",
        "{\"dest\":\"http://user:word@127.0.0.1/\",\"stream\":true}",
        "{\"dest\":\"nowhere\",\"stream\":true}",
      })
  void aSubscriptionThatCannotBeIsRefused(String body) {
    app.post(
        MAKER,
        "/epcis/v2/queries",
        "application/json",
        "{\"name\":\"Refused\",\"query\":{\"EQ_bizStep\":[\"shipping\"]}}");
    Answers.assertProblem(subscribe(MAKER, "Refused", body), ErrorCode.SUBSCRIPTION_INVALID);
  }

  @Test
  void aQueryThatStopsAtANumberOfEventsCannotBeSubscribedTo() {
    query(MAKER, "Limited", "\"EQ_bizStep\":[\"shipping\"],\"maxEventCount\":1");
    Answers.assertProblem(
        subscribe(MAKER, "Limited", "{\"dest\":\"http://127.0.0.1:1/\",\"stream\":true}"),
        ErrorCode.SUBSCRIPTION_INVALID);
  }

  @Test
  void whatIsNotThereCannotBeSubscribedTo() {
    Answers.assertProblem(
        subscribe(MAKER, "None", "{\"dest\":\"http://127.0.0.1:1/\",\"stream\":true}"),
        ErrorCode.QUERY_UNKNOWN);
  }
}
