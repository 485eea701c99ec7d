package io.pharmatrace.app;

import static io.pharmatrace.app.SupplyChain.GTIN;
import static io.pharmatrace.app.SupplyChain.MAKER;
import static io.pharmatrace.app.SupplyChain.PHARMACY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pharmatrace.app.RunningApplication.Answer;
import io.pharmatrace.conformance.Feature;
import io.pharmatrace.conformance.Standard;
import io.pharmatrace.platform.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Subscriptions over WebSocket. */
@Feature(standard = Standard.EPCIS, section = "8.2.5", name = "Subscriptions")
class EpcisSocketIT extends SubscriptionTest {
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
      // Each holds one of the database's 16 connections.
      for (int i = 0; i < Math.min(8, 4 * Runtime.getRuntime().availableProcessors()); i++) {
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
  @CsvSource({
    "'/epcis/v2/queries/None/events?stream=true', '', QUERY_UNKNOWN",
    "'/epcis/v2/queries/Guarded/events', '', SUBSCRIPTION_INVALID",
    "'/epcis/v2/queries/Guarded/events?stream=perhaps', '', SUBSCRIPTION_INVALID",
    "'/epcis/v2/queries/Guarded/events?stream=true&hour=1', '', SUBSCRIPTION_INVALID",
    "'/epcis/v2/queries/Guarded/events?hour=25', '', SUBSCRIPTION_INVALID",
    "'/epcis/v2/queries/Guarded/events?stream=true&year=1', '', SUBSCRIPTION_INVALID",
    "'/epcis/v2/queries/Guarded/events?stream=true&initialRecordTime=now', '', SUBSCRIPTION_INVALID",
    "'/epcis/v2/queries/Counted/events?stream=true', '', SUBSCRIPTION_INVALID",
    "'/epcis/v2/queries/Guarded/events?stream=true', 'GS1-EPC-Format: Nonsense', INVALID_VALUE",
    "'/epcis/v2/queries/Guarded/events?stream=true', 'GS1-CBV-XML-Format: Nonsense', INVALID_VALUE",
    "'/epcis/v2/queries/Guarded/events?stream=true', 'GS1-EPCIS-Min: 3', NOT_ACCEPTABLE",
  })
  void whatCannotBeIsRefusedBeforeTheUpgrade(String address, String header, ErrorCode code)
      throws IOException {
    for (String query : List.of("Guarded", "Counted")) {
      app.post(
          MAKER,
          "/epcis/v2/queries",
          "application/json",
          "{\"name\":\"%s\",\"query\":{\"EQ_bizStep\":[\"shipping\"]%s}}"
              .formatted(query, query.equals("Counted") ? ",\"maxEventCount\":1" : ""));
    }
    assertThat(upgrade(MAKER, address, header.isEmpty() ? "" : header + "\r\n"))
        .startsWith("HTTP/1.1 " + code.status() + " ")
        .contains("\"type\":\"" + code.epcisException() + "\"")
        .containsIgnoringCase("gs1-epcis-version: 2.0.0");
  }

  @Test
  void whoMayNotIsRefusedBeforeTheUpgrade() throws IOException {
    String address = "/epcis/v2/queries/Guarded/events?stream=true";
    assertThat(upgrade("admin", address, "")).startsWith("HTTP/1.1 403 ");
    assertThat(upgrade(PHARMACY, address, "")).startsWith("HTTP/1.1 404 ");
    assertThat(app.send(null, "GET", address, null, null).status()).isEqualTo(401);
  }

  private static String upgrade(String who, String address, String headers) throws IOException {
    return RawHttp.answer(
        app,
        who,
        "GET " + address,
        headers
            + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
  }
}
